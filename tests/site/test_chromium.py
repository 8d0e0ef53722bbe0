"""A Chromium that does not start is not taken."""

import pytest

from tests.site import chromium


def stub(path, text, mode=0o755):
    path.write_text(text)
    path.chmod(mode)
    return path


def test_a_program_that_does_not_start_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    stub(tmp_path / "chromium", "#!/bin/sh\necho 'install the snap' >&2\nexit 1\n")
    stub(tmp_path / "chromium-browser", "\0 not an executable")
    works = stub(tmp_path / "google-chrome", "#!/bin/sh\nexit 0\n")
    assert chromium.find() == str(works)


def test_a_named_program_has_to_start(tmp_path, monkeypatch):
    path = stub(tmp_path / "broken", "#!/bin/sh\nexit 1\n")
    monkeypatch.setenv("CHROMIUM", str(path))
    with pytest.raises(SystemExit, match="broken is not a program that starts"):
        chromium.find()
