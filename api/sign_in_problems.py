"""What a refusal at the way in says to people (see api.problems)."""

from cases.words import N_

Said = tuple[str, str]

SIGN_IN_PROBLEMS: dict[str, Said] = {
    "sign_in_refused": (N_("Sign-in refused"), N_("E-mail and password do not belong together.")),
    "password_to_change": (
        N_("Choose a password of your own first"),
        N_(
            "Somebody else knows the password that you have: it was given to you. Choose your own on the page Your "
            "account. Until then nothing else is done, but for signing out."
        ),
    ),
    "password_too_weak": (
        N_("The new password was not taken"),
        N_("It is too short or easily guessed. Use several words that do not belong together."),
    ),
    "second_factor_needed": (
        N_("A code is needed too"),
        N_(
            "Send the same again with the code that your telephone shows, or with a recovery code. A passkey serves on "
            "the pages alone: here a recovery code stands for it."
        ),
    ),
    "second_factor_refused": (
        N_("The code was not taken"),
        N_("It is wrong, or was used already. Wait until the telephone shows the next one, or use a recovery code."),
    ),
    "passkey_refused": (
        N_("The passkey was not taken"),
        N_("It is not one of this account, or too much time passed. Try again, or use a code."),
    ),
    "second_factor_missing": (
        N_("Set a second factor up first"),
        N_(
            "Whoever does your work here must have a second factor: codes of a telephone, or a passkey. Set one up on "
            "the page Your account. Until then nothing else is done, but for signing out."
        ),
    ),
    "last_second_factor": (
        N_("This second factor stays"),
        N_("Whoever does your work here must have one, and it is your last. Set another one up first, then remove it."),
    ),
    "too_many_attempts": (
        N_("Too many failed attempts"),
        N_("Too many sign-ins failed. Wait for the seconds that are given, then try again: none is looked at before."),
    ),
    "provider_unreachable": (
        N_("Single sign-on does not answer"),
        N_(
            "The place where your institution says who you are did not answer, or not as it should. Try again in a few "
            "minutes. If you have a password here, you can sign in with it."
        ),
    ),
    "provider_refused": (
        N_("Single sign-on did not let you through"),
        N_("Your institution's sign-in said no. Try again; if it says no again, ask those who look after it."),
    ),
    "sign_on_over": (
        N_("Begin again"),
        N_(
            "This sign-in was begun in another browser or more than ten minutes ago, or was used already. Begin again "
            "from this page."
        ),
    ),
    "token_not_trusted": (
        N_("The answer could not be trusted"),
        N_(
            "What your institution's sign-in sent could not be trusted, so nobody was signed in. Try again; if it "
            "happens again, tell whoever runs this installation."
        ),
    ),
    "no_account_here": (
        N_("No account here is linked with you"),
        N_(
            "Your institution says who you are, but no account here waits for you. Ask the administrator of your "
            "agency to allow single sign-on for your account, and to see that your e-mail is the same here and there, "
            "and confirmed there."
        ),
    ),
    "account_closed": (
        N_("Account closed"),
        N_("Your account here was closed. If it should not be, ask the administrator of your agency."),
    ),
    "role_differs": (
        N_("The roles do not match"),
        N_(
            "What your institution says you work as is not your role here. Nothing was changed. Ask the administrator "
            "of your agency to put right whichever is wrong."
        ),
    ),
}
