from articles.text import Words, render


def test_table_markup():
    html = render("|a|b|c||\n|:-|:-:|-:|-|\n|1|2|3|4|", [], pictures={}).html
    assert html == (
        '<div class="table-scroll" role="region" tabindex="0" aria-label="Table 1">\n'
        '<table>\n<thead>\n<tr>\n<th scope="col">a</th>\n'
        '<th class="is-centred" scope="col">b</th>\n'
        '<th class="is-right" scope="col">c</th>\n<td></td>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td>1</td>\n<td class="is-centred">2</td>\n'
        '<td class="is-right">3</td>\n<td>4</td>\n</tr>\n</tbody>\n</table>\n</div>\n'
    )


def test_tables_are_numbered_in_the_given_words():
    source = "|a|\n|-|\n\n|b|\n|-|\n"
    html = render(source, [], pictures={}, words=Words(table="तालिका {number}")).html
    assert [f'aria-label="तालिका {n}"' in html for n in (1, 2, 3)] == [
        True,
        True,
        False,
    ]
