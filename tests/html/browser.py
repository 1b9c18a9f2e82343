# SPDX-License-Identifier: MIT
"""A headless Chromium, driven through WebDriver with the standard library."""
import base64
import json
import re
import subprocess
import urllib.request


class Browser:
    def __init__(self):
        self.driver = subprocess.Popen(
            ["chromedriver", "--port=0"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        port = None
        for line in self.driver.stdout:
            found = re.search(r"started successfully on port (\d+)", line)
            if found:
                port = found.group(1)
                break
        if port is None:
            raise RuntimeError("chromedriver did not start")
        self.base = f"http://127.0.0.1:{port}/session"
        session = self._call("POST", "", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {"args": [
                "--headless=new", "--no-sandbox", "--disable-gpu",
                "--disable-dev-shm-usage", "--window-size=1200,900"]},
        }}})
        self.base += "/" + session["sessionId"]

    def _call(self, method, path, body=None):
        request = urllib.request.Request(
            self.base + path, method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def open(self, path):
        self._call("POST", "/url", {"url": "file://" + path})

    def run(self, script, *args):
        return self._call("POST", "/execute/sync",
                          {"script": script, "args": list(args)})

    def run_async(self, script, *args):
        return self._call("POST", "/execute/async",
                          {"script": script, "args": list(args)})

    def click(self, selector):
        element = self._call("POST", "/element",
                             {"using": "css selector", "value": selector})
        self._call("POST", f"/element/{list(element.values())[0]}/click", {})

    def press(self, *keys):
        """Keys of a keyboard, one after the other: 'p', 'Enter', 'Escape'."""
        names = {"Enter": "\ue007", "Escape": "\ue00c", "Down": "\ue015",
                 "Up": "\ue013", "End": "\ue010", "Home": "\ue011"}
        strokes = [{"type": kind, "value": names.get(key, key)}
                   for key in keys for kind in ("keyDown", "keyUp")]
        self._call("POST", "/actions", {"actions": [
            {"type": "key", "id": "keyboard", "actions": strokes}]})

    def resize(self, width, height):
        """The page's own width, whatever the window's frame takes."""
        self.command("Emulation.setDeviceMetricsOverride", width=width,
                     height=height, deviceScaleFactor=1, mobile=width < 500)

    def command(self, name, **parameters):
        """Of Chromium's DevTools protocol."""
        return self._call("POST", "/goog/cdp/execute",
                          {"cmd": name, "params": parameters})

    def print_pdf(self, path):
        answer = self.command("Page.printToPDF", preferCSSPageSize=True)
        with open(path, "wb") as file:
            file.write(base64.b64decode(answer["data"]))

    def screenshot(self, path):
        with open(path, "wb") as file:
            file.write(base64.b64decode(self._call("GET", "/screenshot")))

    def downloads(self, folder):
        """What a page saves goes there."""
        self._call("POST", "/goog/cdp/execute", {
            "cmd": "Browser.setDownloadBehavior",
            "params": {"behavior": "allow", "downloadPath": folder}})

    def close(self):
        try:
            self._call("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait()
