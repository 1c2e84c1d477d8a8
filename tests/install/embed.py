#!/usr/bin/env python3
"""Why this file exists: somebody who embeds libsce in Python does it by ctypes. This program does, as such a user would, and prints results of a file through the
structures, then of a changed one, as JSON.

  embed.py LIBRARY FILE PATH FORMULA
"""

import ctypes
import json
import sys
from ctypes import POINTER, Structure, c_char_p, c_double, c_int, c_size_t, c_void_p


class Axis(Structure):
    _fields_ = [("name", c_char_p), ("unit", c_char_p), ("count", c_size_t), ("labels", POINTER(c_char_p)), ("numbers", POINTER(c_double))]


class Statistics(Structure):
    _fields_ = [(name, c_double) for name in ("mean", "sd", "se", "p5", "p50", "p95")]


class Result(Structure):
    _fields_ = [("path", c_char_p), ("unit", c_char_p), ("role", c_int), ("at", c_char_p), ("source", c_char_p), ("truth", c_int),
                ("axis_count", c_size_t), ("axes", POINTER(Axis)), ("value_count", c_size_t), ("values", POINTER(c_double)), ("statistics", POINTER(Statistics))]


def load(path):
    library = ctypes.CDLL(path)
    library.libsce_session_new.restype = c_void_p
    library.libsce_result_at.restype = POINTER(Result)
    library.libsce_result_at.argtypes = [c_void_p, c_size_t]
    library.libsce_result_count.restype = c_size_t
    for name in ("libsce_document", "libsce_message", "libsce_version"):
        getattr(library, name).restype = c_char_p
    for name in ("libsce_session_free", "libsce_evaluate", "libsce_result_count", "libsce_message"):
        getattr(library, name).argtypes = [c_void_p]
    for name in ("libsce_load_file", "libsce_document"):
        getattr(library, name).argtypes = [c_void_p, c_char_p]
    library.libsce_set.argtypes = [c_void_p, c_char_p, c_char_p]
    return library


def values(library, session):
    found = {}
    for index in range(library.libsce_result_count(session)):
        result = library.libsce_result_at(session, index)[0]
        if result.statistics:
            points = [{name: getattr(result.statistics[i], name) for name, _ in Statistics._fields_} for i in range(result.value_count)]
        else:
            points = [result.values[i] for i in range(result.value_count)]
        axes = [[result.axes[i].labels[k].decode() for k in range(result.axes[i].count)] for i in range(result.axis_count)]
        found[result.path.decode()] = {"unit": result.unit.decode(), "axes": axes, "points": points}
    return found


def main():
    path, file, field, formula = (word.encode() for word in sys.argv[1:5])
    library = load(path.decode())
    session = library.libsce_session_new()
    library.libsce_load_file(session, file)
    answer = {"version": library.libsce_version().decode(), "status": library.libsce_evaluate(session), "before": values(library, session)}
    library.libsce_set(session, field, formula)
    answer["again"] = library.libsce_evaluate(session)
    answer["after"] = values(library, session)
    answer["document"] = json.loads(library.libsce_document(session, b"json"))
    library.libsce_session_free(session)
    print(json.dumps(answer))


main()
