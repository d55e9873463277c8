"""A person without a mouse: Tab, Shift+Tab, Enter, Space, arrows, and what is typed."""

from playwright.sync_api import Locator, Page, expect

MOST_TABS, MOST_CHOICES = 150, 20
HAS_FOCUS = "(element) => element === document.activeElement"
SHOWS_FOCUS = """(element) => {
  const style = getComputedStyle(element);
  return style.outlineStyle !== "none" || style.boxShadow !== "none";
}"""


def reach(page: Page, target: Locator, *, back: bool = False) -> None:
    """Tab (backwards with Shift) until the element has the focus, and shows that it has it."""
    target.wait_for()
    for _tab in range(MOST_TABS):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if target.evaluate(HAS_FOCUS):
            assert target.evaluate(SHOWS_FOCUS), f"{target} does not show that it has the focus"
            return
    raise AssertionError(f"{target} is not reached by the keyboard")


def follow(page: Page, target: Locator, *, back: bool = False) -> None:
    """A link or button that leads to another page, which is loaded when this returns."""
    reach(page, target, back=back)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def press(page: Page, target: Locator, key: str = "Enter", *, back: bool = False) -> None:
    """What stays on the page: a summary, a box, a link to a place of the same page."""
    reach(page, target, back=back)
    page.keyboard.press(key)


def write(page: Page, target: Locator, text: str, *, back: bool = False) -> None:
    """Instead of whatever the field holds."""
    reach(page, target, back=back)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    expect(target).to_have_value(text)


def choose(page: Page, select: Locator, value: str) -> None:
    """Down the list until the value is there."""
    reach(page, select)
    for _choice in range(MOST_CHOICES):
        if select.input_value() == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value} is not chosen by the keyboard")


def skip_to_content(page: Page) -> None:
    """By the first link of every page."""
    press(page, page.locator("a.skip"))
    expect(page.locator("#content")).to_be_focused()
