"""The command ``resguardo``: one sub-command a subject, each the very command that a service of ours runs."""

import typer

from commands import (
    account,
    account_access,
    api,
    case,
    documents,
    editions,
    export,
    guidelines,
    keys,
    ledger,
    migrate,
    operated,
    run,
    sign_on,
    temporal,
    worker,
)
from commands.leaving import ending

app = typer.Typer(
    name="resguardo",
    help="The safe repatriation of child victims of trafficking, step by step.",
    no_args_is_help=True,
    # A traceback with local variables would print what is in a child's file.
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("run")(run.run)
app.command("api")(api.api)
app.command("worker")(worker.worker)
app.command("temporal")(temporal.temporal)
app.command("migrate")(migrate.migrate)
account.app.command("sso")(sign_on.sso)
account.app.command("reset-password")(account_access.reset_password)
account.app.command("sign-out")(account_access.sign_out)
account.app.command("acts")(operated.acts)
app.add_typer(account.app)
app.add_typer(case.app)
app.add_typer(documents.app)
app.add_typer(export.app)
app.add_typer(keys.app)
app.add_typer(ledger.app)
guidelines.app.command("diff")(editions.diff)
guidelines.app.command("rehearse")(editions.rehearse)
guidelines.app.command("adopt")(editions.adopt)
app.add_typer(guidelines.app)


def main() -> None:
    """The entry point of the installed command."""
    ending(app)
