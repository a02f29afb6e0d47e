"""Whether an e-mail address is likely to be read at home, where others may see it. Pure."""

PRIVATE = frozenset(
    {
        *("aol.co.uk", "aol.com", "blueyonder.co.uk", "btconnect.com", "btinternet.com", "btopenworld.com"),
        *("gmail.com", "gmx.co.uk", "gmx.com", "gmx.net", "googlemail.com", "hotmail.co.uk", "hotmail.com"),
        *("icloud.com", "live.co.uk", "live.com", "mac.com", "mail.com", "me.com", "msn.com", "ntlworld.com"),
        *("o2.co.uk", "o2.pl", "onet.pl", "outlook.com", "outlook.co.uk", "proton.me", "protonmail.com", "sky.com"),
        *("talk21.com", "talktalk.net", "tiscali.co.uk", "virginmedia.com", "wp.pl", "yahoo.co.uk", "yahoo.com"),
        *("ymail.com", "rocketmail.com", "interia.pl", "zoho.com", "fastmail.com", "pm.me"),
    }
)
"""Well-known providers of private mail. Not on it says nothing: the writer is asked, never refused."""


def is_private(address: str) -> bool:
    return address.rpartition("@")[2].strip().lower() in PRIVATE
