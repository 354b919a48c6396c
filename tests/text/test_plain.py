from articles.text import Note, render


def test_plain_has_blocks_apart_and_no_notes():
    source = (
        'First\n"line"  \nnext.[^1] `x`\n\n# Head\n\n- a\n- b\n\n|x|y|\n|-|-|\n|1||\n\n'
        "    code\n\n![alt](picture:b)\n\n***"
    )
    rendered = render(source, [Note("1", "Secret.")], pictures={})
    assert rendered.plain == (
        "First “line” next. x\n\nHead\n\na\n\nb\n\nx y\n\n1\n\ncode\n\nalt"
    )
    assert rendered.word_count == 12


def test_words_without_letters_are_not_counted():
    assert render("one — two ... 3", [], pictures={}).word_count == 3
