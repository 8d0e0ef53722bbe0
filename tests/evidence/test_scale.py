"""The sums as a Dask graph, and the benchmark: what it measures and what it records."""

import json
import shutil
from collections import namedtuple

import numpy as np
import pytest

from derivations.evidence import scale
from derivations.evidence.blocks import blocks_of, fit, streamed
from derivations.evidence.known_answer import KnownAnswer, digits, known_answer
from derivations.evidence.scale import sizes, written
from derivations.evidence.trial import METHODS, measured

from .rounding import UNIT, farthest
from .test_blocks import same


def data(n, d, answer=None):
    """n rows of a known answer, in one block."""
    [block] = (answer or known_answer(d)).blocks(n, n)
    return block


def chunked(X, y, rows):
    """X and y as Dask arrays, with so many rows in a chunk."""
    import dask.array as da

    return da.from_array(X, chunks=(rows, -1)), da.from_array(y, chunks=rows)


@pytest.mark.slow
@pytest.mark.parametrize("centre", [False, True])
def test_dask_adds_up_what_is_streamed(centre):
    from derivations.evidence.blocks_by_dask import sums_by_dask

    X, y = data(2000, 3)
    streams = streamed(blocks_of(X, y, 90), centre=centre)
    graph = sums_by_dask(*chunked(X, y, 90), centre=centre)
    assert graph.shift.tolist() == streams.shift.tolist()
    # Each is within γ of the exact sum, relative to the sum of absolute products.
    rows = np.abs(X - streams.shift)
    gamma = 2002 * UNIT / (1 - 2002 * UNIT)
    assert (np.abs(graph.gram - streams.gram) <= 2 * gamma * (rows.T @ rows)).all()
    weights = known_answer(3).weights
    far = farthest(X, y, weights, streams.shift, streams.level)
    assert np.linalg.norm(fit(graph).weights - weights) <= far


@pytest.mark.slow
def test_dask_has_the_same_sums_where_they_are_exact():
    from derivations.evidence.blocks_by_dask import sums_by_dask

    X, y = np.arange(60.0).reshape(30, 2) % 7, np.arange(30.0) % 5
    assert same(sums_by_dask(*chunked(X, y, 4)), streamed([(X, y)]))


@pytest.mark.slow
def test_chunks_that_do_not_fit_are_named():
    from derivations.evidence.blocks_by_dask import sums_by_dask

    X, y = chunked(np.ones((6, 2)), np.ones(6), 3)
    with pytest.raises(ValueError, match=r"\(\(3, 3\), \(2,\)\), and y \(\(2, 4\),\)"):
        sums_by_dask(X, y.rechunk(((2, 4),)))
    with pytest.raises(ValueError, match=r"\(\(3, 3\), \(1, 1\)\): its columns"):
        sums_by_dask(X.rechunk((3, 1)), y)


@pytest.mark.slow
def test_a_cluster_at_its_address_computes_too(tmp_path):
    from distributed import LocalCluster

    from derivations.evidence.blocks_by_dask import opened, sums_by_dask

    X, y = np.arange(60.0).reshape(30, 2) % 7, np.arange(30.0) % 5
    np.save(tmp_path / "X.npy", X)
    np.save(tmp_path / "y.npy", y)
    arrays = [opened(tmp_path / name, 4) for name in ("X.npy", "y.npy")]
    with LocalCluster(
        n_workers=1,
        threads_per_worker=2,
        processes=False,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address=None,
    ) as cluster:
        address = cluster.scheduler_address
        assert address.startswith("tcp://")
        assert same(sums_by_dask(*arrays, address=address), streamed([(X, y)]))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:(Appender|Substitution) is deprecated")  # by pandas
@pytest.mark.parametrize("method", METHODS)
def test_each_method_finds_the_estimate(method, tmp_path):
    # With small means the column of ones is no worse than others. A stable method finds the exact
    # estimate of a matrix [X 1] that is moved by at most δ = cnu times its length; by the chapter
    # on errors in the data that moves the weights by at most δ‖w‖/σ + δ‖r‖/σ², with σ the least
    # singular value. A pseudoinverse may have the condition number on top of it.
    answer = KnownAnswer(np.array([3.0, -2.0]), np.array([4.0, -7.0]), 5)
    X, y = data(200, 2, answer)
    for folder in (tmp_path, tmp_path / "small"):
        folder.mkdir(exist_ok=True)
        np.save(folder / "X.npy", X)
        np.save(folder / "y.npy", y)
    design = np.column_stack([X, np.ones(200)])
    values = np.linalg.svd(design, compute_uv=False)
    moved = 10 * 200 * 3 * UNIT * np.linalg.norm(design)
    residual = np.linalg.norm(y - X @ answer.weights - answer.intercept)
    far = moved * (10 / values[-1] + residual / values[-1] ** 2) * values[0] / values[-1]
    assert far < 1e-3
    found = measured(METHODS[method], tmp_path)
    assert np.linalg.norm(found["weights"] - answer.weights) <= far
    assert found["seconds"] > 0
    assert found["bytes"] >= 0


@pytest.mark.slow
def test_a_small_run_is_recorded(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(scale, "sizes", lambda rows, features: [(rows, features), (100, 4)])
    path = tmp_path / "scale.json"
    scale.main(["--rows", "400", "--features", "2", "--folder", str(tmp_path), "--to", str(path)])
    record = json.loads(path.read_text("utf-8"))
    assert record["command"] == "make bench-scale ROWS=400 FEATURES=2"
    assert record["features"] == 2
    assert record["dask"] == "threads"
    assert set(record["versions"]) == {"numpy", "dask", "scikit-learn", "statsmodels"}
    found = [(each["n"], each["d"], each["method"]) for each in record["results"]]
    assert found == [(*size, method) for size in ((400, 2), (100, 4)) for method in METHODS]
    printed = capsys.readouterr().out
    for each in record["results"]:
        assert each["method"] in printed
        assert each["seconds"] > 0
        answer = known_answer(each["d"])
        block = next(answer.blocks(each["n"], each["n"]))
        if each["method"] in ("blocks, centred", "Dask, centred"):
            shift, level = (part.mean(axis=0) for part in block)
            far = farthest(*block, answer.weights, shift, level)
            least = np.abs(answer.weights).min()
            # The worst relative error is at most the bound over the smallest weight.
            assert each["digits"] >= min(15, round(-np.log10(far / least), 1) - 0.1)
    assert [path.name for path in tmp_path.iterdir()] == ["scale.json"]  # the data are gone


def test_sizes_have_enough_rows_and_pairs():
    found = list(sizes(1_000_001, 20))
    assert found[:4] == [(1000, 20), (10_000, 20), (100_000, 20), (1_000_000, 20)]
    assert found[4:] == [(10_000, d) for d in (40, 80, 160, 320)]
    assert list(sizes(50, 2)) == [(50, 2)]


def test_data_are_written_as_numpy_reads_them(tmp_path):
    answer = written(tmp_path, 60, 2)
    X, y = data(60, 2)
    assert np.array_equal(np.load(tmp_path / "X.npy"), X)
    assert np.array_equal(np.load(tmp_path / "y.npy"), y)
    assert digits(fit(streamed([(X, y)], centre=True)).weights, answer.weights) > 9
    assert np.load(tmp_path / "small" / "X.npy").shape == (8, 2)


def test_a_full_disk_is_said_before_anything_is_written(tmp_path, monkeypatch):
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(1000))
    with pytest.raises(SystemExit, match="60 × 2 takes"):
        written(tmp_path, 60, 2)
    assert not list(tmp_path.iterdir())


def test_what_is_too_large_for_the_memory_is_left_out(tmp_path, monkeypatch, capsys):
    def trial(method, folder, address):
        return {"seconds": 1.0, "bytes": 0, "weights": known_answer(2).weights.tolist()}

    monkeypatch.setattr(scale, "sizes", lambda rows, features: [(rows, features)])
    monkeypatch.setattr(scale, "_memory", lambda: 4 * 8 * 400 * 3)
    monkeypatch.setattr(scale, "_trial", trial)
    monkeypatch.setattr(scale, "_PACKAGES", ("numpy",))
    path = tmp_path / "scale.json"
    scale.main(["--rows", "400", "--features", "2", "--folder", str(tmp_path), "--to", str(path)])
    found = [each["method"] for each in json.loads(path.read_text("utf-8"))["results"]]
    assert found == [method for method in METHODS if method != "statsmodels"]
    assert "statsmodels      left out" in capsys.readouterr().out
