"""Calls an export of an instrumented module in wasmtime, with this adapter's imports. Reads JSON: module, seed, name, calls. Prints one line for each call."""
import hashlib
import json
import struct
import sys

import wasmtime

MASK = (1 << 64) - 1


def sequence(seed, task, chunk):
    place = struct.pack("<II", task, chunk)
    (state,) = struct.unpack("<Q", hashlib.sha256(bytes.fromhex(seed[2:]) + place).digest()[:8])
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        first = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        second = ((first ^ (first >> 27)) * 0x94D049BB133111EB) & MASK
        number = second ^ (second >> 31)
        yield number - (1 << 64) if number >> 63 else number


def call(engine, module, job, one):
    store = wasmtime.Store(engine)
    written = bytearray()
    numbers = sequence(job["seed"], one["task"], one["chunk"])
    i32, i64 = wasmtime.ValType.i32(), wasmtime.ValType.i64()

    parts = [bytes.fromhex(part) for part in one["parts"]]

    def write(place, length):
        written.extend(memory.read(store, place, place + length))

    def read_part(part, start, place, length):
        memory.write(store, parts[part][start : start + length], place)

    host = {
        "random": wasmtime.Func(store, wasmtime.FuncType([], [i64]), lambda: next(numbers)),
        "write": wasmtime.Func(store, wasmtime.FuncType([i32, i32], []), write),
        "part_count": wasmtime.Func(store, wasmtime.FuncType([], [i32]), lambda: len(parts)),
        "read_part": wasmtime.Func(store, wasmtime.FuncType([i32] * 4, []), read_part),
    }
    instance = wasmtime.Instance(store, module, [host[one.name] for one in module.imports])
    exports = instance.exports(store)
    memory = exports["infinitio:memory"]
    exports["infinitio:fuel"].set_value(store, wasmtime.Val.i64(one["fuel"]))
    try:
        exports[job["name"]](store, *one["args"])
    except (wasmtime.Trap, wasmtime.WasmtimeError):
        fuel = exports["infinitio:fuel"].value(store)
        depth = exports["infinitio:depth"].value(store)
        return "fuel" if fuel < 0 else "depth" if depth > 10_000 else "trap"
    return bytes(written).hex()


def main():
    job = json.load(sys.stdin)
    engine = wasmtime.Engine()
    module = wasmtime.Module(engine, bytes.fromhex(job["module"]))
    for one in job["calls"]:
        print(call(engine, module, job, one))


main()
