"""Roman numbers from i to xcix, and what they are worth."""

HIGHEST = 99

_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
NUMBERS = {
    f"{_TENS[number // 10]}{_ONES[number % 10]}": number
    for number in range(1, HIGHEST + 1)
}
