"""What is refused to who wants to sign in: never a word on whether there is such an account.

Only whom the ministry's provider has vouched for is told of their own account.
"""

from cases.errors import Refusal


class SignInRefused(Refusal):
    """E-mail and password do not belong together, or the account is not active: the answer is the same."""

    code = "sign_in_refused"


class PasswordToChange(Refusal):
    """An operator gave this password: nothing else is done before its owner has chosen another."""

    code = "password_to_change"


class PasswordTooWeak(Refusal):
    """The new password is not taken. ``why``: cases.passwords.Fault."""

    code = "password_too_weak"


class SecondFactorNeeded(Refusal):
    """The password is right, and this account asks for a code besides."""

    code = "second_factor_needed"


class SecondFactorRefused(Refusal):
    """The code is wrong, of another time, or was used before."""

    code = "second_factor_refused"


class PasskeyRefused(Refusal):
    """The device's signature is not by a passkey of this person, or not for this sign-in. ``why``: for the log."""

    code = "passkey_refused"


class SecondFactorMissing(Refusal):
    """Whoever has this role must have a second factor, and this person has none yet: nothing else is done before."""

    code = "second_factor_missing"


class LastSecondFactor(Refusal):
    """It is their last one, and their role must have one."""

    code = "last_second_factor"


class TooManyAttempts(Refusal):
    """Too many sign-ins failed for this e-mail or from this address: the password was not looked at.
    ``seconds``: how long to wait. Whether there is such an account makes no difference."""

    code = "too_many_attempts"


class SignOnRefused(Refusal):
    """The base of what single sign-on refuses. ``why``: a word of ours, for the log alone."""


class ProviderUnreachable(SignOnRefused):
    """The provider does not answer in time, or not with what the standard says."""

    code = "provider_unreachable"


class ProviderRefused(SignOnRefused):
    """The provider let nobody through, or did not take the code that it had given."""

    code = "provider_refused"


class SignOnOver(SignOnRefused):
    """The sign-in was begun in another browser, too long ago, or was used already: the answer is the same."""

    code = "sign_on_over"


class TokenNotTrusted(SignOnRefused):
    """What says who somebody is was not signed by the provider, not made for us, or not now."""

    code = "token_not_trusted"


class NoAccountHere(SignOnRefused):
    """Whoever it is, no account is linked with them, and none waits to be."""

    code = "no_account_here"


class AccountClosed(SignOnRefused):
    """The account of this person, or their agency, is not active any more."""

    code = "account_closed"


class RoleDiffers(SignOnRefused):
    """The provider says another role than the account has. Nothing is changed by that."""

    code = "role_differs"


SIGN_IN: dict[str, type[Refusal]] = {
    kind.code: kind
    for kind in (
        SignInRefused,
        PasswordToChange,
        PasswordTooWeak,
        SecondFactorNeeded,
        SecondFactorRefused,
        PasskeyRefused,
        SecondFactorMissing,
        LastSecondFactor,
        TooManyAttempts,
        ProviderUnreachable,
        ProviderRefused,
        SignOnOver,
        TokenNotTrusted,
        NoAccountHere,
        AccountClosed,
        RoleDiffers,
    )
}
