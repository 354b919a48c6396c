"""The names of months, in English and Hindi."""

_NAMES_OF_MONTHS = """
january jan जनवरी
february feb फरवरी फ\u093cरवरी \u095eरवरी
march mar मार्च
april apr अप्रैल
may मई
june jun जून
july jul जुलाई
august aug अगस्त
september sep sept सितंबर सितम्बर
october oct अक्टूबर अक्तूबर
november nov नवंबर नवम्बर
december dec दिसंबर दिसम्बर
"""
MONTHS = {
    name: number
    for number, names in enumerate(_NAMES_OF_MONTHS.strip().splitlines(), 1)
    for name in names.split()
}
