"""Default deny: whoever forgets to say who may open a view has closed it."""

from flask import Flask
from flask.views import MethodView

from accounts import permission
from app import create_app


def closed(app: Flask) -> dict[str, str]:
    """Ways to forget a permission, each of which must end in a refusal."""

    class Forgotten(MethodView):
        permission = permission.PUBLIC

        def get(self) -> str:
            return "secret"

    def misspelt() -> str:
        return "secret"

    misspelt.permission = "pubic"  # type: ignore[attr-defined]
    app.add_url_rule("/class", view_func=Forgotten.as_view("class"))
    app.add_url_rule("/misspelt", view_func=misspelt)
    app.add_url_rule("/no-view", endpoint="no-view")
    app.add_url_rule("/lambda", "lambda", lambda: "secret", methods=["GET", "POST", "PUT"])
    return {"/class": "GET", "/misspelt": "GET", "/no-view": "GET", "/lambda": "PUT"}


def test_there_is_no_way_round_a_forgotten_permission(tmp_path):
    app = create_app({"DATA_DIR": tmp_path, "SECRET_KEY": "test"})
    for path, method in closed(app).items():
        for asked in {method, "GET", "HEAD", "OPTIONS"}:
            response = app.test_client().open(path, method=asked)
            assert response.status_code in (403, 400), (path, asked)
            assert b"secret" not in response.data


def test_a_class_that_declares_its_view_public_is_open(tmp_path):
    class Open(MethodView):
        decorators = (permission.public,)

        def get(self) -> str:
            return "open"

    app = create_app({"DATA_DIR": tmp_path, "SECRET_KEY": "test"})
    app.add_url_rule("/open", view_func=Open.as_view("open"))
    assert app.test_client().get("/open").text == "open"
