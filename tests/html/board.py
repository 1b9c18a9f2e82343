# SPDX-License-Identifier: MIT
"""The review board, clicked through: keys, what is kept, what comes back."""
import json
import os
import re
import shutil
import subprocess
import time

HOSTILE = "<img src=x onerror=document.title='owned'></script>"
AT = "2026-05-11T01:30:00+08:00"
MOST = 50  # milliseconds from a key or a scroll to the picture of it

WHO = "return document.getElementById('who').textContent"
MINE = "return document.getElementById('mine').textContent"
AT_ROW = ("return [...document.querySelectorAll('.row.at')]"
          ".filter(e => !e.hidden).map(e => e.textContent)")
SEEN = ("return [...document.querySelectorAll('.row')]"
        ".filter(e => !e.hidden).length")

# How long each key or scroll takes until its frame is on the screen, as the
# browser itself accounts for input (Event Timing), and the script's own part.
WATCH = """
window.slow = [];
new PerformanceObserver(list => {
    for (const e of list.getEntries())
        if (e.name === 'keydown') window.slow.push(e.duration);
}).observe({type: 'event', durationThreshold: 0, buffered: false});
"""
STROKES = """
const times = [];
for (const key of arguments[0]) {
    const from = performance.now();
    document.body.dispatchEvent(new KeyboardEvent('keydown',
        {key, bubbles: true, cancelable: true}));
    document.body.getBoundingClientRect();
    document.getElementById('mine').offsetHeight;
    times.push(performance.now() - from);
}
return times;
"""
SCROLLS = """
const done = arguments[0], list = document.getElementById('list');
const times = [], most = list.scrollHeight - list.clientHeight;
let k = 0;
(function next() {
    if (k === 120) return done(times);
    list.scrollTop = most * ((k * 37) % 120) / 119;
    k++;
    const from = performance.now();
    requestAnimationFrame(() => {
        list.offsetHeight;
        setTimeout(() => { times.push(performance.now() - from); next(); }, 0);
    });
})();
"""


class Office:
    """A store with four cases: one waits, three are stopped."""

    def __init__(self, folder, qctool, root):
        self.folder = os.path.join(folder, "board")
        self.qctool, self.root = qctool, root
        os.makedirs(os.path.join(self.folder, "in"))
        os.makedirs(os.path.join(self.folder, "enrolled"))
        self.run("init", "-q")
        self.run("task", "create", "t", "--school-code", "99101", "--year",
                 "2026", "-q")
        self.run("roster", "import", root + "/examples/roster.xlsx", "-q")
        self.run("roster", "set", "2022010105", "fy=" + HOSTILE, "-q")
        photos = root + "/examples/photos/"
        for name in ("2022010101.jpg", "2022010105_郑云舟.jpg",
                     "2022030105.jpg"):
            shutil.copy(photos + name, os.path.join(self.folder, "in"))
        shutil.copy(photos + "2022010101.jpg",
                    os.path.join(self.folder, "in", "2022010103.jpg"))
        shutil.copy(root + "/examples/enrollment/22990101110851.jpg",
                    os.path.join(self.folder, "enrolled"))
        self.run("photo", "import", "in", "-q")
        self.run("photo", "import", "--kind", "enrollment", "enrolled", "-q")
        self.run("photo", "make", "-q")
        self.run("compare", "run", "-q")
        self.board = os.path.join(self.folder, "board.html")
        self.run("review", "board", "-o", self.board, "-q")

    def run(self, *args, status=(0, 1)):
        ran = subprocess.run(
            [self.qctool, *args, "--at", AT, "--as", "li"], cwd=self.folder,
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
            env={**os.environ, "LC_ALL": "C.UTF-8",
                 "QCTOOL_STORE": os.path.join(self.folder, "s"),
                 "QCTOOL_SHARE": os.path.join(self.root, "share")})
        assert ran.returncode in status, (args, ran.returncode, ran.stderr)
        return ran.stdout

    def import_(self, exported, *args, status):
        path = os.path.join(self.folder, "decisions.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(exported, file)
        answer = self.run("review", "import", path, "--json", *args,
                          status=(status,))
        return [(i["status"], [f["code"] for f in i["findings"]])
                for i in json.loads(answer)["items"]]


def shot(browser, name):
    folder = os.environ.get("QCTOOL_SHOTS")
    if folder:
        browser.screenshot(os.path.join(folder, name + ".png"))


def closed_in(browser):
    """Nothing is loaded, no script but the page's own runs."""
    assert browser.run(
        "return performance.getEntriesByType('resource').map(e => e.name)"
        ".filter(n => !n.startsWith('data:'))") == []
    title = browser.run(
        "const s = document.createElement('script');"
        "s.textContent = \"document.title = 'owned'\";"
        "document.body.append(s);"
        "document.body.insertAdjacentHTML('beforeend', "
        "'<img src=x onerror=\"document.title=1\">'); return document.title")
    assert "owned" not in title, title


# The measured lines: beside the finished photo, over it when asked for.
LINES = """
const over = document.querySelector('.over'), box = e =>
    e.getBoundingClientRect();
const rule = document.querySelector('.rule');
return [document.querySelectorAll('.rule text:not(.px)').length,
    getComputedStyle(over).display !== 'none',
    box(rule).left >= box(document.querySelector('.frame img')).right - 1];
"""
COUNTS = """
return [...document.getElementById('filter').options]
    .map(o => Number(o.textContent.match(/\\((\\d+)\\)$/)[1]));
"""


def looks(browser):
    """Lines, counts, nothing beside the window, buttons always in sight."""
    assert browser.run(LINES) == [2, False, True], browser.run(LINES)
    browser.press("l")
    assert browser.run(LINES) == [2, True, True], browser.run(LINES)
    browser.press("l")
    assert browser.run(COUNTS)[:2] == [4, 4], browser.run(COUNTS)
    for width in (1280, 390):
        browser.resize(width, 800)
        assert browser.run(
            "return document.documentElement.scrollWidth") <= width
        bottom = browser.run("return document.getElementById('buttons')"
                             ".getBoundingClientRect().bottom")
        assert 600 < bottom <= 800, bottom
    browser.click("#do-list")
    assert browser.run("return document.getElementById('list')"
                       ".offsetParent !== null")
    browser.click(".row.at")
    browser.resize(1200, 900)


def keys(office, browser):
    browser.open(office.board)
    closed_in(browser)
    shot(browser, "board-1-open")
    assert browser.run("return qctoolBoard.count") == 4
    while "2022010101" not in browser.run(WHO):
        browser.press("s")
    assert browser.run("return document.querySelectorAll("
                       "'#pictures img').length") == 3
    looks(browser)
    first = browser.run(WHO)
    browser.press("p")  # stopped: asks why
    shot(browser, "board-2-why")
    browser.press("Enter")  # no words, no pass
    assert browser.run(WHO) == first
    browser.press(*"seen in person", "Enter")
    assert browser.run(WHO) != first
    browser.press("u")
    assert browser.run(WHO) == first and browser.run(MINE) == ""
    browser.press("r", "1", "3", "1")
    shot(browser, "board-3-refuse")
    browser.press("2", "Enter")
    browser.press("Up")
    mine = browser.run(MINE)
    assert browser.run(COUNTS)[:4] == [4, 3, 0, 1], browser.run(COUNTS)
    assert mine.startswith("refused: eyes shut") and "ears" in mine, mine
    browser.press("z")
    shot(browser, "board-4-zoom")
    assert browser.run("return document.querySelectorAll('#zoom img').length")
    browser.press("z", "?")
    shot(browser, "board-5-help")
    browser.press("Escape")
    while "2022010105" not in browser.run(WHO):
        browser.press("Home")
    assert HOSTILE in browser.run(WHO)
    assert browser.run("return document.title") == "review board"
    browser.press("p")
    browser.press("t")
    shot(browser, "board-6-table")
    assert browser.run("return document.querySelectorAll("
                       "'#table tbody tr').length") == 4
    browser.press("t")


def kept_and_filtered(office, browser):
    time.sleep(0.4)
    browser.open(office.board)
    assert browser.run("return document.getElementById('progress')"
                       ".textContent").startswith("2 / 4")
    browser.run("const f = document.getElementById('filter');"
                "f.value = 'todo'; f.dispatchEvent(new Event('change'))")
    assert browser.run(SEEN) == 2
    browser.run("const f = document.getElementById('filter');"
                "f.value = 'all'; f.dispatchEvent(new Event('change'))")


def saved_file(office, browser):
    browser.downloads(office.folder)
    browser.press("e")
    for _ in range(50):
        names = [n for n in os.listdir(office.folder)
                 if re.fullmatch(r"board-[0-9a-f]{16}\.json", n)]
        if names:
            break
        time.sleep(0.1)
    with open(os.path.join(office.folder, names[0]), encoding="utf-8") as file:
        return json.load(file)


def comes_back(office, exported):
    """Through the same gate; what is stale, foreign or changed is refused."""
    def changed(**fields):
        copy = json.loads(json.dumps(exported))
        copy["decisions"][1].update(fields)
        return copy

    assert len(exported["decisions"]) == 2
    ok = ("ok", [])
    for fields in ({"decision": "approve"}, {"note": "x"}, {"case": 2},
                   {"photo": "0" * 64}, {"seal": "0" * 32}, {"reasons": []}):
        got = office.import_(changed(**fields), "-n", status=6)
        assert got == [ok, ("refused", ["QUO-TAMPERED"])], (
            fields, got)
    foreign = {**exported, "board": "0" * 16}
    assert office.import_(foreign, status=4) == [
        ("refused", ["QUO-FOREIGN"])] * 2
    double = {**exported, "decisions": exported["decisions"] * 2}
    assert office.import_(double, status=4) == [
        ("refused", ["QUO-TWICE"])] * 4
    assert office.import_(exported, "-n", status=0) == [ok, ok]
    assert office.import_(exported, status=0) == [ok, ok]
    assert office.import_(exported, status=4) == [
        ("refused", ["QUO-STALE"])] * 2
    history = office.run("case", "history", "2022010101")
    assert "reject" in history and "eyes shut" in history, history


def many(office, path, number):
    """A made-up board of so many cases from the blocks of the real one."""
    with open(office.board, encoding="utf-8") as file:
        page = file.read()
    blocks = re.findall(
        r'<script type="application/json" class="case">(.*?)</script>\n'
        r'<script type="application/json" id="p\d+">(.*?)</script>\n', page)
    start = page.index('<script type="application/json" class="case">')
    end = page.index("</div>", start)
    with open(path, "w", encoding="utf-8") as file:
        file.write(page[:start])
        for i in range(number):
            facts, pictures = blocks[i % len(blocks)]
            facts = json.loads(facts)
            facts.update(id=i + 1, number=str(2022000000 + i))
            file.write('<script type="application/json" class="case">')
            file.write(json.dumps(facts).replace("<", "\\u003c"))
            file.write('</script>\n<script type="application/json" '
                       f'id="p{i}">{pictures}</script>\n')
        file.write(page[end:])
    return os.path.getsize(path)


def stays_fluid(office, browser):
    path = os.path.join(office.folder, "many.html")
    size = many(office, path, 3000)
    begin = time.monotonic()
    browser.open(path)
    assert browser.run("return qctoolBoard.count") == 3000
    loaded = time.monotonic() - begin
    assert browser.run(SEEN) < 60
    browser.run(WATCH)
    strokes = browser.run(STROKES, ["s", "r", "1", "Enter", "s", "k", "u"] * 60)
    browser.press(*(["s", "s", "r", "2", "Enter", "u"] * 10))
    browser.press("End", "Up", "Home", "s")
    scrolls = browser.run_async(SCROLLS)
    frames = sorted(browser.run("return window.slow")) or [0]
    shot(browser, "board-7-many")
    strokes.sort()
    scrolls.sort()
    print(f"     board of 3,000: {size >> 20} MB, opened in {loaded:.1f} s; "
          f"a key's script and layout {strokes[len(strokes) // 2]:.1f} ms "
          f"(worst {strokes[-1]:.1f}), key to frame "
          f"{frames[len(frames) // 2]:.0f} ms (of {len(frames)}, worst "
          f"{frames[-1]:.0f}), a scroll "
          f"{scrolls[len(scrolls) // 2]:.1f} ms (worst {scrolls[-1]:.1f})")
    # A frame waits for the machine too: it is judged on a quiet one alone.
    assert strokes[len(strokes) // 2] < MOST / 2, strokes[-9:]
    if os.getloadavg()[0] <= os.cpu_count():
        for times, part in ((strokes, .95), (frames, .5), (scrolls, .9)):
            assert times[int(len(times) * part)] < MOST, times[-9:]
    os.remove(path)


def board(folder, browser, qctool, root):
    office = Office(folder, qctool, root)
    keys(office, browser)
    kept_and_filtered(office, browser)
    comes_back(office, saved_file(office, browser))
    stays_fluid(office, browser)
