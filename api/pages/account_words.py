"""What the page of one's account says after an act."""

from cases.words import N_

ACCOUNT_DONE = {
    "second_factor_off": N_("The second factor is off. Signing in asks for the password alone."),
    "codes_on": N_("Codes of your telephone are taken from now on. Your recovery codes are those you have."),
    "codes_off": N_("Codes of your telephone are not taken any more. Signing in asks for a passkey."),
    "passkey_made": N_("The passkey is kept. Your recovery codes are those you have."),
    "passkey_removed": N_("The passkey is not taken any more."),
}
