"""Fill in a form of the admin as a browser would: from what the page holds."""

from bs4 import BeautifulSoup


def fields_of(response, form="form[id$=_form]"):
    """Return what the form in this page would send if nothing were typed."""
    page = BeautifulSoup(response.content, "html.parser")
    found = page.select_one(form)
    assert found, page.get_text()[:500]
    data = {}
    for field in found.select("input[name], textarea[name], select[name]"):
        name = field["name"]
        if "__prefix__" in name or field.get("type") in {"submit", "file"}:
            continue
        if field.name == "textarea":
            data[name] = field.text.removeprefix("\n")
        elif field.name == "select":
            chosen = [o.get("value", "") for o in field.select("option[selected]")]
            many = field.has_attr("multiple")
            first = [o.get("value", "") for o in field.select("option")][:1]
            data[name] = chosen if many else (chosen or first or [""])[0]
        elif field.get("type") in {"checkbox", "radio"}:
            if field.has_attr("checked"):
                data[name] = field.get("value", "on")
        else:
            data[name] = field.get("value", "")
    data.pop("csrfmiddlewaretoken", None)
    return data


def add_row(data, prefix, **values):
    """Add one row to the inline of this prefix, as its script does."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    data[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
    for name, value in values.items():
        data[f"{prefix}-{number}-{name}"] = value
    return data


def text_of(response, selector="body"):
    """Return the words of a part of the page, spaces made single."""
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(" ".join(each.text.split()) for each in page.select(selector))
