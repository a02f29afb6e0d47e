"""TOML down and up: one file or all of them."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext, ngettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from accounts import permission
from accounts.permission import Permission
from directory.pages.templating import said
from matching.editions.blueprint import bp, house, who
from matching.editions.desk import draft_begun, my_desk
from matching.editions.drafts import as_zip, file_mark, replace_file
from matching.editions.errors import EntryNotFound
from matching.editions.uploads import LARGEST, Refused, read_upload
from matching.errors import ContentError

ROOM_FOR_THE_FORM = 64 * 1024


class UploadForm(FlaskForm):
    file = FileField(
        lazy_gettext("A TOML file, or a zip of them"),
        description=lazy_gettext("Keep the names that the files had when you downloaded them. At most 2 MB."),
        widget=GovTextInput(),
        validators=[FileRequired(lazy_gettext("Choose a file"))],
    )


@bp.url_value_preprocessor
def _allow_a_file(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Files are sent to one address only: elsewhere the small limit stays. This runs before anything is read."""
    if endpoint == "content.upload":
        request.max_content_length = LARGEST + ROOM_FOR_THE_FORM


@bp.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    if request.endpoint != "content.upload":
        return error
    return render_template("content/too_large.html"), 413


@bp.get("/files")
@permission.needs(Permission.EDIT_CONTENT)
def files() -> ResponseReturnValue:
    return _page(UploadForm(formdata=None))


@bp.get("/files/all")
@permission.needs(Permission.EDIT_CONTENT)
def download_all() -> ResponseReturnValue:
    return _sent(as_zip(my_desk().files), f"content-{house().contents.area_name}.zip", "application/zip")


@bp.get("/files/<path:name>")
@permission.needs(Permission.EDIT_CONTENT)
def download(name: str) -> ResponseReturnValue:
    desk = my_desk()
    if name not in desk.files:
        raise EntryNotFound(name)
    return _sent(desk.files[name].encode(), name.replace("/", "--"), "application/toml")


@bp.post("/files")
@permission.needs(Permission.EDIT_CONTENT)
def upload() -> ResponseReturnValue:
    """Put whole files into the draft: all of them, or none where any has a problem."""
    form = UploadForm()
    if not form.validate():
        return _page(form), 422
    sent, called = form.file.data.read(LARGEST + 1), form.file.data.filename or ""
    try:
        texts = read_upload(sent, called, house().contents.area_name, my_desk().files)
        desk, changed = draft_begun(), 0
        for name, text in texts.items():
            there = desk.files.get(name)
            if there != text:
                changed += 1
                replace_file(
                    g.session, house().contents, name, text, seen=file_mark(there), who=who(), now=house().now()
                )
        g.session.commit()
    except Refused as error:
        g.session.rollback()
        form.file.errors = [said(error.said)]
        return _page(form), 422
    except ContentError as error:
        g.session.rollback()
        return _page(form, problems=error.problems), 422
    flash(ngettext("%(num)s file is new in the draft.", "%(num)s files are new in the draft.", changed))
    return redirect(url_for("content.draft"), 303)


def _page(form: UploadForm, problems: tuple[str, ...] = ()) -> str:
    return render_template("content/files.html", desk=my_desk(), form=form, problems=problems)


def _sent(content: bytes, name: str, kind: str) -> Response:
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
