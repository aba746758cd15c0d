"""Prints pages as WebKit does, on A4, to PDF files: its driver cannot, and WebKitGTK itself can, without a dialog.

Reads one task a line, in JSON: what to open, a line of JavaScript that brings the page to where a reader brought it, and the file.
Answers each with an empty line, or with what went wrong. Ends when there are no more. Needs a display, Debian's python3-gi and
gir1.2-webkit2-4.1.
"""

import json
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

# As the backend of GTK that writes files calls itself, untranslated.
PRINTER = "Print to File"
MOST_SECONDS = 60


class Printed:
    """One page on paper. A view that has shown another page may still tell of that one."""

    def __init__(self, task):
        self.task, self.fault = task, ""
        self.view = WebKit2.WebView.new_with_context(WebKit2.WebContext.new_ephemeral())
        self.window = Gtk.Window(default_width=800, default_height=1100)
        self.window.add(self.view)
        self.window.show_all()
        self.view.connect("load-changed", self.loaded)
        self.view.connect("load-failed", lambda view, event, address, error: self.end(error.message))
        self.main = GLib.MainLoop()

    def made(self):
        late = GLib.timeout_add_seconds(MOST_SECONDS, lambda: self.end("it takes too long"))
        self.view.load_uri(self.task["address"])
        self.main.run()
        GLib.source_remove(late)
        self.window.destroy()
        return self.fault

    def loaded(self, view, event):
        # What failed is finished as well.
        is_there = view.get_uri() == self.task["address"] and not view.is_loading()
        if event == WebKit2.LoadEvent.FINISHED and is_there and not self.fault:
            view.evaluate_javascript(self.task["script"], -1, None, None, None, self.ready)

    def ready(self, view, result):
        try:
            view.evaluate_javascript_finish(result)
        except GLib.Error as error:
            return self.end(error.message)
        settings, setup = Gtk.PrintSettings(), Gtk.PageSetup()
        settings.set_printer(PRINTER)
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, GLib.filename_to_uri(self.task["file"]))
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
        setup.set_paper_size_and_default_margins(Gtk.PaperSize.new(Gtk.PAPER_NAME_A4))
        self.sheets = WebKit2.PrintOperation.new(view)
        self.sheets.set_print_settings(settings)
        self.sheets.set_page_setup(setup)
        self.sheets.connect("failed", lambda sheets, error: self.end(error.message))
        self.sheets.connect("finished", lambda sheets: self.end(self.fault))
        self.sheets.print_()

    def end(self, fault):
        self.fault = fault
        self.main.quit()


for line in sys.stdin:
    print(" ".join(Printed(json.loads(line)).made().split()), flush=True)
