# SPDX-License-Identifier: MIT
"""Lists as people get them: PDF, HTML and workbook, in both languages."""
import csv
import os
import re
import subprocess
import zlib

import openpyxl

AT = "2026-05-11T01:30:00+08:00"
LISTS = {
    "missing": ("report", "missing"),
    "status": ("report", "status"),
    "stats": ("report", "stats"),
    "days": ("report", "stats", "--days"),
    "students": ("roster", "show", "--unmask"),
    "wide": ("roster", "export", "--unmask"),
    "codes": ("code", "list"),
    "cases": ("review", "list"),
}
WORDS = {
    "en": ("School: 99101", "Task: 2026届", "Made by: li",
           "Made on: 2026-05-11 01:30", r"page (\d+) of (\d+)", "Photo"),
    "zh": ("学校：99101", "任务：2026届", "制表：li",
           "制表时间：2026-05-11 01:30", r"第 (\d+) 页 共 (\d+) 页", "照片"),
}


class Office:
    """A store of the examples, half way through."""

    def __init__(self, folder, qctool, root):
        self.folder = os.path.join(folder, "lists")
        self.qctool, self.root = qctool, root
        os.mkdir(self.folder)
        examples = root + "/examples/"
        for args in (["init"], ["task", "create", "2026届", "--school-code",
                                "99101", "--year", "2026"],
                     ["roster", "import", examples + "roster.xlsx"],
                     ["code", "import", examples + "codes"], ["code", "match"],
                     ["photo", "import", examples + "photos"],
                     ["photo", "import", "--kind", "enrollment",
                      examples + "enrollment"],
                     ["photo", "make"], ["compare", "run"]):
            self.run(*args)

    def run(self, *args):
        ran = subprocess.run(
            [self.qctool, *args, "-q", "--at", AT, "--as", "li"],
            cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True,
            text=True,
            env={**os.environ, "LC_ALL": "C.UTF-8",
                 "QCTOOL_STORE": os.path.join(self.folder, "s"),
                 "QCTOOL_SHARE": os.path.join(self.root, "share")})
        assert ran.returncode <= 1, (args, ran.returncode, ran.stderr)

    def list(self, name, lang, ending):
        path = os.path.join(self.folder, f"{name}.{lang}.{ending}")
        self.run(*LISTS[name], "--lang", lang, "-o", path)
        return path

    def rows(self, name, lang):
        with open(self.list(name, lang, "csv"), encoding="utf-8-sig",
                  newline="") as file:
            return list(csv.reader(file))


def text_of(path, *how):
    return subprocess.run(["pdftotext", *how, path, "-"], check=True,
                          capture_output=True, text=True).stdout


def type_sizes(path):
    """Of every text of a PDF, in points, by the page's own operators."""
    with open(path, "rb") as file:
        content = file.read()
    sizes = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.S):
        try:
            page = zlib.decompress(stream)
        except zlib.error:
            continue
        sizes += [float(size) for size in re.findall(
            rb"([\d.]+) 0 0 -[\d.]+ [\d.-]+ [\d.-]+ Tm", page)]
    return sizes


def numbers(rows):
    """What must not be broken: numbers and dates, as CSV has them."""
    cells = {re.sub(r'^="?|"$', "", c).strip('"') for row in rows for c in row}
    return {c for c in cells if re.fullmatch(r"\d[\dX-]*", c)}


def words_of(path):
    return [(word, float(x), float(y)) for x, y, word in re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)</word>',
        text_of(path, "-bbox"))]


def baselines(path):
    """Latin and Chinese of a row begin at one height."""
    heights = {}
    for word, _, y in words_of(path):
        heights.setdefault(word, []).append(y)
    assert abs(heights["2022010101"][0] - heights["陈知远"][0]) < .01


def pdf_list(office, name, lang):
    rows = office.rows(name, lang)
    path = office.list(name, lang, "pdf")
    school, task, who, when, page, photo = WORDS[lang]
    text = text_of(path, "-raw")
    assert min(type_sizes(path)) >= 8, (name, sorted(set(type_sizes(path))))
    for fact in (school, task, who, when):
        assert fact in re.sub(r"\s+", " ", text), (name, fact)
    all_words = [word for word, _, _ in words_of(path)]
    words = set(all_words)
    assert numbers(rows) <= words, (name, numbers(rows) - words)
    pages = [(int(a), int(b)) for a, b in re.findall(page, text)]
    assert pages == [(i + 1, len(pages)) for i in range(len(pages))], pages
    if "学号" in rows[0] or "student no." in rows[0]:
        head = "学号" if "学号" in rows[0] else "student"
        assert all_words.count(head) >= len(pages), (name, pages)
    if name == "cases":
        assert photo in text
    return len(pages)


# Cells of one number or date, and those within prose, that have two lines.
BROKEN = r"""
const lines = e => { const r = document.createRange();
    r.selectNodeContents(e);
    return new Set([...r.getClientRects()].map(b => Math.round(b.top))).size;
};
return [...document.querySelectorAll('td, td span')]
    .filter(e => /^[\dX:/-]+$/.test(e.textContent) && lines(e) > 1)
    .map(e => e.textContent);
"""
HEAD = """
document.querySelector('tbody tr:last-child').scrollIntoView();
const th = document.querySelector('th').getBoundingClientRect();
return [th.top, document.querySelectorAll('.chart svg.bar').length,
    [...document.querySelectorAll('dd')].map(e => e.textContent)];
"""
SHOWN = """
return [[...document.querySelectorAll('tbody tr')].filter(r => !r.hidden)
    .length, document.getElementById('shown').textContent];
"""


def html_list(office, browser, name, lang):
    rows = office.rows(name, lang)[1:]
    path = office.list(name, lang, "html")
    browser.open(path)
    for width in (1280, 390):
        browser.resize(width, 300)
        broken = browser.run(BROKEN)
        assert broken == [], (name, broken)
    browser.resize(1280, 300)
    top, bars, facts = browser.run(HEAD)
    assert top == 0 or len(rows) < 6, (name, top)
    assert (bars > 0) == (name in ("status", "stats", "days")), (name, bars)
    assert facts[:2] == ["99101", "2026届"] and "li" in facts, facts
    browser.print_pdf(path + ".pdf")
    # Chromium's fonts have no blanks
    page = WORDS[lang][4].replace(" ", "")
    printed = re.sub(r"\s", "", text_of(path + ".pdf"))
    assert re.search(page, printed), (name, printed[-200:])


def find_and_sort(office, browser):
    browser.open(office.list("students", "en", "html"))
    browser.resize(1280, 900)
    browser.press("/", *"20220301")
    n, told = browser.run(SHOWN)
    assert 0 < n < 26 and told == f"{n} of 26 shown", (n, told)
    browser.press("Escape")
    assert browser.run(SHOWN)[0] == 26
    order = ("return [...document.querySelectorAll('tbody tr')].map("
             "r => r.cells[k].textContent)")
    column = browser.run("return [...document.querySelectorAll('th')]"
                         ".findIndex(t => t.textContent === 'student no.')")
    browser.click(f"th:nth-child({column + 1})")
    up = browser.run(f"const k = {column}; {order}")
    browser.click(f"th:nth-child({column + 1})")
    down = browser.run(f"const k = {column}; {order}")
    assert up == sorted(up) and down == up[::-1], (up, down)


def workbook(office, lang):
    sheet = openpyxl.load_workbook(
        office.list("missing", lang, "xlsx")).worksheets[0]
    about = sheet.oddHeader.right.text
    for fact in WORDS[lang][:4]:
        assert fact in about, about
    assert sheet.print_title_rows == "$1:$1", sheet.print_title_rows
    assert "&P" in (sheet.oddFooter.right.text or ""), sheet.oddFooter
    assert sheet["A1"].value == ("学院" if lang == "zh" else "college")


def lists(folder, browser, qctool, root):
    office = Office(folder, qctool, root)
    for lang in ("en", "zh"):
        pages = {name: pdf_list(office, name, lang) for name in LISTS}
        assert pages["wide"] == 2 and pages["missing"] == 1, pages
        baselines(os.path.join(office.folder, f"students.{lang}.pdf"))
        for name in LISTS:
            if name != "cases":  # that one is a contact sheet
                html_list(office, browser, name, lang)
        workbook(office, lang)
    find_and_sort(office, browser)
