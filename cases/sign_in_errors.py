"""What is refused to who wants to sign in: never a word on whether there is such an account."""

from cases.errors import Refusal


class SignInRefused(Refusal):
    """E-mail and password do not belong together, or the account is not active: the answer is the same."""

    code = "sign_in_refused"


class SecondFactorNeeded(Refusal):
    """The password is right, and this account asks for a code besides."""

    code = "second_factor_needed"


class SecondFactorRefused(Refusal):
    """The code is wrong, of another time, or was used before."""

    code = "second_factor_refused"


class TooManyAttempts(Refusal):
    """Too many sign-ins failed for this e-mail or from this address: the password was not looked at.
    ``seconds``: how long to wait. Whether there is such an account makes no difference."""

    code = "too_many_attempts"


SIGN_IN: dict[str, type[Refusal]] = {
    kind.code: kind for kind in (SignInRefused, SecondFactorNeeded, SecondFactorRefused, TooManyAttempts)
}
