// Bundled from packages/adapter-algorithm/src/child/worker.ts by scripts/packing/writeSealedChild.ts.
// packages/adapter-algorithm/src/child/worker.ts
import { parentPort, workerData } from "node:worker_threads";

// packages/adapter-algorithm/src/manifest/manifest.ts
var manifest = {
  name: "algorithm",
  version: 1,
  verify: "exact",
  /** The module name from which a WASM module imports this adapter's functions. */
  imports: "infinitio",
  mostModuleBytes: 8388608,
  mostInputBytes: 67108864,
  mostFunctions: 2e4,
  /** The most parameters and locals of one function, together. */
  mostLocals: 1e3,
  /** Pages of 64 KiB. */
  mostMemoryPages: 4096,
  mostTableEntries: 65536,
  /**
   * The most nested calls at any moment, as the sum of their weights. A function weighs 1, and 1 more for each `valuesPerDepth` (128) values that it can hold.
   */
  mostDepth: 1e4,
  valuesPerDepth: 128,
  mostFuel: 1e12,
  mostChunkBytes: 4194304,
  mostResultBytes: 67108864
};

// packages/adapter-algorithm/src/child/requests.ts
var RunFault = class extends Error {
  name = "RunFault";
  fault;
  constructor(reason, message, place = {}) {
    super(message);
    this.fault = { reason, message, place };
  }
};

// packages/adapter-algorithm/src/child/runModule.ts
import { createHash } from "node:crypto";

// packages/adapter-algorithm/src/wasm/byteReader.ts
var ModuleRefused = class extends Error {
  name = "ModuleRefused";
};
var ByteReader = class _ByteReader {
  bytes;
  end;
  at;
  constructor(bytes, from = 0, end = bytes.length) {
    if (end > bytes.length || from > end) throw new ModuleRefused("the module ends too early");
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }
  get isAtEnd() {
    return this.at >= this.end;
  }
  byte() {
    const byte = this.at < this.end ? this.bytes[this.at] : void 0;
    if (byte === void 0) throw new ModuleRefused("the module ends too early");
    this.at += 1;
    return byte;
  }
  /** Reads an unsigned LEB128 number of up to 32 bits. */
  count() {
    let value = 0;
    for (let place = 0; place < 5; place += 1) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** (7 * place);
      if ((byte & 128) === 0) {
        if (value > 4294967295) break;
        return value;
      }
    }
    throw new ModuleRefused("a number has more than 32 bits");
  }
  /** Skips a signed LEB128 number of at most `mostBytes` bytes. */
  skipSigned(mostBytes) {
    for (let place = 0; place < mostBytes; place += 1) if ((this.byte() & 128) === 0) return;
    throw new ModuleRefused("a number is too long");
  }
  skip(length) {
    if (this.at + length > this.end) throw new ModuleRefused("the module ends too early");
    this.at += length;
  }
  /** Reads a name: its length, then its bytes in UTF-8. */
  name() {
    const length = this.count();
    const from = this.at;
    this.skip(length);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(this.bytes.subarray(from, this.at));
    } catch {
      throw new ModuleRefused("a name is not UTF-8");
    }
  }
  /** Reads a length and skips that many bytes. Returns a reader of these bytes. */
  part() {
    const length = this.count();
    const from = this.at;
    this.skip(length);
    return new _ByteReader(this.bytes, from, this.at);
  }
};

// packages/adapter-algorithm/src/wasm/byteWriter.ts
function unsigned(value) {
  const bytes = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest === 0 ? low : low | 128);
  } while (rest !== 0);
  return bytes;
}
function signed(value) {
  const bytes = [];
  let rest = value;
  while (true) {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    if (rest === 0 && (low & 64) === 0) return [...bytes, low];
    bytes.push(low | 128);
  }
}
function nameBytes(name) {
  const bytes = [...new TextEncoder().encode(name)];
  return [...unsigned(bytes.length), ...bytes];
}
var ByteWriter = class {
  bytes = new Uint8Array(1024);
  length = 0;
  push(values) {
    if (this.length + values.length > this.bytes.length) {
      const grown = new Uint8Array(Math.max(2 * this.bytes.length, this.length + values.length));
      grown.set(this.bytes.subarray(0, this.length));
      this.bytes = grown;
    }
    this.bytes.set(values, this.length);
    this.length += values.length;
  }
  /** Adds the number of bytes, then the bytes. */
  pushPart(values) {
    this.push(unsigned(values.length));
    this.push(values);
  }
  done() {
    return this.bytes.slice(0, this.length);
  }
};

// packages/adapter-algorithm/src/wasm/instructions.ts
var op = {
  block: 2,
  loop: 3,
  if: 4,
  end: 11,
  call: 16,
  callIndirect: 17
};
var nanOfF32 = /* @__PURE__ */ new Set([141, 142, 143, 144, 145, 146, 147, 148, 149, 150, 151, 182]);
var nanOfF64 = /* @__PURE__ */ new Set([155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 187]);
function nanType(code) {
  if (nanOfF32.has(code)) return "f32";
  return nanOfF64.has(code) ? "f64" : void 0;
}
var without = (code) => code <= 1 || code === 5 || code === 11 || code === 15 || code === 26 || code === 27 || code >= 69 && code <= 196;
var isMemory = (code) => code >= 40 && code <= 62;
function readInstruction(reader) {
  const code = reader.byte();
  if (without(code)) return { code, index: 0 };
  if (isMemory(code)) {
    if (reader.count() > 4) throw new ModuleRefused("an access to memory has an unknown form");
    reader.count();
    return { code, index: 0 };
  }
  switch (code) {
    case op.block:
    case op.loop:
    case op.if:
      reader.skipSigned(5);
      return { code, index: 0 };
    case 12:
    case 13:
    case op.call:
    case 32:
    case 33:
    case 34:
    case 35:
    case 36:
      return { code, index: reader.count() };
    case 14:
      for (let left = reader.count() + 1; left > 0; left -= 1) reader.count();
      return { code, index: 0 };
    case op.callIndirect: {
      const index = reader.count();
      if (reader.byte() !== 0) throw new ModuleRefused("a call uses a second table");
      return { code, index };
    }
    case 63:
    case 64:
      if (reader.byte() !== 0) throw new ModuleRefused("an instruction uses a second memory");
      return { code, index: 0 };
    case 65:
      reader.skipSigned(5);
      return { code, index: 0 };
    case 66:
      reader.skipSigned(10);
      return { code, index: 0 };
    case 67:
      reader.skip(4);
      return { code, index: 0 };
    case 68:
      reader.skip(8);
      return { code, index: 0 };
    case 252:
      return readLongInstruction(reader);
    default:
      throw new ModuleRefused(refusedFamily(code));
  }
}
function readLongInstruction(reader) {
  const second = reader.count();
  const code = 64512 + second;
  if (second <= 7) return { code, index: 0 };
  if (second === 8) return zeros(reader, 1, { code, index: reader.count() });
  if (second === 9) return { code, index: reader.count() };
  if (second === 10) return zeros(reader, 2, { code, index: 0 });
  if (second === 11) return zeros(reader, 1, { code, index: 0 });
  throw new ModuleRefused("an instruction works on tables");
}
function zeros(reader, count, instruction) {
  for (let left = count; left > 0; left -= 1) if (reader.byte() !== 0) throw new ModuleRefused("an instruction uses a second memory");
  return instruction;
}
function refusedFamily(code) {
  if (code === 253) return "it uses SIMD";
  if (code === 254) return "it uses threads";
  if (code === 251) return "it uses garbage collection";
  if (code === 18 || code === 19) return "it uses tail calls";
  return `it uses the instruction 0x${code.toString(16)}, which is not of WebAssembly 1.0`;
}
function addsValues(code) {
  return code === 32 || code === 35 || code >= 65 && code <= 68 || code === 63 || code === op.call || code === op.callIndirect;
}

// packages/adapter-algorithm/src/wasm/readModule.ts
var hostTypes = {
  /** Returns the next random number. Each chunk of a job has its own sequence. */
  random: ":i64",
  /** Adds bytes of the memory to the output. Parameters: address, length. */
  write: "i32,i32:",
  /** Returns the length of the file `input`, or 0 if the job has no such file. */
  input_size: ":i32",
  /** Copies bytes of the file `input` into the memory. Parameters: position in the file, address, length. */
  read_input: "i32,i32,i32:",
  /** Returns the number of outputs that `fold` can read; 0 in `map`. */
  part_count: ":i32",
  /** Returns the length of the output with this index. */
  part_size: "i32:i32",
  /** Copies bytes of an output into the memory. Parameters: index of the output, position in it, address, length. */
  read_part: "i32,i32,i32,i32:"
};
var sectionNames = ["", "type", "import", "function", "table", "memory", "global", "export", "start", "element", "code", "data", "data count"];
var valueTypes = { 127: "i32", 126: "i64", 125: "f32", 124: "f64" };
function readModule(bytes) {
  if (bytes.length > manifest.mostModuleBytes) throw new ModuleRefused(`it has more than ${manifest.mostModuleBytes} bytes`);
  const reader = new ByteReader(bytes);
  if (![0, 97, 115, 109, 1, 0, 0, 0].every((byte) => reader.byte() === byte)) throw new ModuleRefused("it is not a WebAssembly module");
  const sections = [];
  while (!reader.isAtEnd) {
    const id = reader.byte();
    const content = reader.part();
    if (id === 0) continue;
    if (id === 8) throw new ModuleRefused("it has a start function");
    if (sectionNames[id] === void 0) throw new ModuleRefused("it has a section that is not of WebAssembly 1.0");
    if (sections.some((section) => section.id === id)) throw new ModuleRefused(`it has two ${sectionNames[id]} sections`);
    sections.push({ id, content });
  }
  const contentOf2 = (id) => {
    const content = sections.find((section) => section.id === id)?.content;
    return content === void 0 ? new ByteReader(new Uint8Array([0])) : new ByteReader(content.bytes, content.at, content.end);
  };
  const types = readTypes(contentOf2(1));
  const imports = readImports(contentOf2(2), types);
  const functions = readFunctions(contentOf2(3));
  checkTable(contentOf2(4));
  return { sections, types, imports, functions, globals: contentOf2(6).count() };
}
function readTypes(reader) {
  return Array.from({ length: bounded(reader, "types") }, () => {
    if (reader.byte() !== 96) throw new ModuleRefused("it has a type that is not a function");
    const params = readValueTypes(reader);
    return { text: `${params.join(",")}:${readValueTypes(reader).join(",")}`, params: params.length };
  });
}
function readValueTypes(reader) {
  const count = reader.count();
  if (count > manifest.mostLocals) throw new ModuleRefused("a function has too many values");
  return Array.from({ length: count }, () => valueType(reader.byte()));
}
function valueType(byte) {
  const name = valueTypes[byte];
  if (name === void 0) throw new ModuleRefused(byte === 123 ? "it uses SIMD" : "it has a value that is not a number");
  return name;
}
function readImports(reader, types) {
  return Array.from({ length: bounded(reader, "imports") }, () => {
    const from = reader.name();
    const name = reader.name();
    if (reader.byte() !== 0) throw new ModuleRefused(`it imports ${from}.${name}, which is not a function`);
    const type = types[reader.count()]?.text;
    const known = from === manifest.imports && Object.hasOwn(hostTypes, name) ? hostTypes[name] : void 0;
    if (known === void 0)
      throw new ModuleRefused(`it imports ${from}.${name}; there are ${Object.keys(hostTypes).join(", ")} of ${manifest.imports}`);
    if (type !== known) throw new ModuleRefused(`it imports ${name} with the type ${type}, not ${known}`);
    return name;
  });
}
function readFunctions(reader) {
  return Array.from({ length: bounded(reader, "functions") }, () => reader.count());
}
function checkTable(reader) {
  const count = reader.count();
  if (count > 1) throw new ModuleRefused("it has two tables");
  if (count === 1 && (reader.byte() !== 112 || reader.byte() > 1 || reader.count() > manifest.mostTableEntries))
    throw new ModuleRefused(`its table is not one of at most ${manifest.mostTableEntries} functions`);
}
function bounded(reader, what) {
  const count = reader.count();
  if (count > manifest.mostFunctions) throw new ModuleRefused(`it has more than ${manifest.mostFunctions} ${what}`);
  return count;
}

// packages/adapter-algorithm/src/wasm/instrumentBody.ts
var [f32, f64] = [125, 124];
var canonicalNan = { f32: [67, 0, 0, 192, 127], f64: [68, 0, 0, 0, 0, 0, 0, 248, 127] };
var [localGet, localTee, globalGet, globalSet, select, unreachable] = [32, 34, 35, 36, 27, 0];
function instrumentBody({ body, params, counters }) {
  const { locals, count } = readLocals(body, params);
  const steps = readSteps(body, { variables: count, globals: counters.ownGlobals });
  const costs = costsOf(steps);
  const values = count + steps.filter(({ code }) => addsValues(code)).length;
  const weight = 1 + Math.floor(values / manifest.valuesPerDepth);
  const writer = new ByteWriter();
  writer.push([...unsigned(locals.length + 2), ...locals.flatMap(({ times, type }) => [...unsigned(times), type]), 1, f32, 1, f64]);
  writer.push(takeFuel(costs.start, counters.fuel));
  for (const [at, { code, from, to }] of steps.entries()) {
    const isCall = code === op.call || code === op.callIndirect;
    if (isCall) writer.push(enter(weight, counters.depth));
    writer.push(body.bytes.subarray(from, to));
    if (isCall) writer.push(leave(weight, counters.depth));
    if (code === op.loop) writer.push(takeFuel(costs.loops.get(at) ?? 0, counters.fuel));
    const nan = nanType(code);
    if (nan !== void 0) writer.push(canonical(nan, nan === "f32" ? count : count + 1));
  }
  return writer.done();
}
function readLocals(body, params) {
  const groups = body.count();
  if (groups > manifest.mostLocals) throw new ModuleRefused("a function has too many values");
  let count = params;
  const locals = Array.from({ length: groups }, () => {
    const times = body.count();
    const type = body.byte();
    valueType(type);
    count += times;
    return { times, type };
  });
  if (count > manifest.mostLocals) throw new ModuleRefused(`a function has more than ${manifest.mostLocals} parameters and locals`);
  return { locals, count };
}
function readSteps(body, { variables, globals }) {
  const steps = [];
  while (!body.isAtEnd) {
    const from = body.at;
    const step = { ...readInstruction(body), from, to: body.at };
    if (step.code >= 32 && step.code <= 34 && step.index >= variables) throw new ModuleRefused("an instruction names a local that is not there");
    if ((step.code === globalGet || step.code === globalSet) && step.index >= globals)
      throw new ModuleRefused("an instruction names a global that is not there");
    steps.push(step);
  }
  return steps;
}
function costsOf(steps) {
  const loops = /* @__PURE__ */ new Map();
  const open = [void 0];
  let start = 0;
  for (const [at, { code }] of steps.entries()) {
    const inner = open.findLast((place) => place !== void 0);
    if (inner === void 0) start += 1;
    else loops.set(inner, (loops.get(inner) ?? 0) + 1);
    if (code === op.block || code === op.if) open.push(void 0);
    if (code === op.loop) {
      open.push(at);
      loops.set(at, 1);
    }
    if (code === op.end) open.pop();
  }
  return { start, loops };
}
function takeFuel(cost, fuel) {
  const place = unsigned(fuel);
  const subtract = [globalGet, ...place, 66, ...signed(cost), 125, globalSet, ...place];
  return [...subtract, globalGet, ...place, 66, 0, 83, op.if, 64, unreachable, op.end];
}
function enter(weight, depth) {
  const place = unsigned(depth);
  const add = [globalGet, ...place, 65, ...signed(weight), 106, globalSet, ...place];
  return [...add, globalGet, ...place, 65, ...signed(manifest.mostDepth), 74, op.if, 64, unreachable, op.end];
}
function leave(weight, depth) {
  const place = unsigned(depth);
  return [globalGet, ...place, 65, ...signed(weight), 107, globalSet, ...place];
}
function canonical(type, local) {
  const place = unsigned(local);
  return [localTee, ...place, ...canonicalNan[type], localGet, ...place, localGet, ...place, type === "f32" ? 91 : 97, select];
}

// packages/adapter-algorithm/src/wasm/webAssembly.ts
var webAssembly = globalThis.WebAssembly;

// packages/adapter-algorithm/src/wasm/instrumentModule.ts
var addedNames = { fuel: "infinitio:fuel", depth: "infinitio:depth", memory: "infinitio:memory" };
var [globalSection, exportSection, memorySection, codeSection] = [6, 7, 5, 10];
var sequence = [1, 2, 3, 4, 5, 6, 7, 9, 12, 10, 11];
function instrumentModule(bytes, { memoryPages }) {
  const module = readModule(bytes);
  if (!webAssembly.validate(bytes)) throw new ModuleRefused("it is not valid");
  const added = {
    [memorySection]: (section) => memoryOf(section, memoryPages),
    [globalSection]: (section) => withEntries(section, [counter(126, 66), counter(127, 65)]),
    [exportSection]: (section) => withEntries(section, exportsOf(module.globals)),
    [codeSection]: (section) => codeOf(section, module)
  };
  const writer = new ByteWriter();
  writer.push(bytes.subarray(0, 8));
  for (const id of sequence) {
    const section = module.sections.find((one) => one.id === id);
    const write = added[id];
    if (section === void 0 && write === void 0) continue;
    writer.push([id]);
    writer.pushPart(write?.(section) ?? contentOf(section));
  }
  return writer.done();
}
function contentOf(section) {
  return section === void 0 ? new Uint8Array() : section.content.bytes.subarray(section.content.at, section.content.end);
}
function withEntries(section, entries) {
  const reader = new ByteReader(section === void 0 ? new Uint8Array([0]) : contentOf(section));
  const count = reader.count();
  const writer = new ByteWriter();
  writer.push(unsigned(count + entries.length));
  writer.push(reader.bytes.subarray(reader.at, reader.end));
  for (const entry of entries) writer.push(entry);
  return writer.done();
}
function counter(type, constant) {
  return [type, 1, constant, ...signed(0), 11];
}
function exportsOf(globals) {
  const [memory, global] = [2, 3];
  return [
    [...nameBytes(addedNames.fuel), global, ...unsigned(globals)],
    [...nameBytes(addedNames.depth), global, ...unsigned(globals + 1)],
    [...nameBytes(addedNames.memory), memory, 0]
  ];
}
function memoryOf(section, pages) {
  const reader = new ByteReader(section === void 0 ? new Uint8Array([0]) : contentOf(section));
  if (reader.count() !== 1) throw new ModuleRefused("it does not have one memory of its own");
  const form = reader.byte();
  if (form > 1) throw new ModuleRefused(form === 3 ? "it uses threads" : "its memory has an unknown form");
  const least = reader.count();
  if (least > pages) throw new ModuleRefused(`its memory begins with ${least} pages, more than the ${pages} of the job`);
  return new Uint8Array([1, 1, ...unsigned(pages), ...unsigned(pages)]);
}
function codeOf(section, { types, functions, globals }) {
  const reader = new ByteReader(section === void 0 ? new Uint8Array([0]) : contentOf(section));
  const count = reader.count();
  if (count !== functions.length) throw new ModuleRefused("it has another number of functions than bodies");
  const counters = { fuel: globals, depth: globals + 1, ownGlobals: globals };
  const writer = new ByteWriter();
  writer.push(unsigned(count));
  for (const type of functions) writer.pushPart(instrumentBody({ body: reader.part(), params: types[type]?.params ?? 0, counters }));
  return writer.done();
}

// packages/adapter-algorithm/src/child/runModule.ts
var usualExports = ["map", "fold"];
function compileModule(bytes, settings, names = usualExports) {
  try {
    const module = new webAssembly.Module(new Uint8Array(instrumentModule(bytes, settings)));
    for (const name of names)
      if (!webAssembly.Module.exports(module).some((one) => one.name === name && one.kind === "function"))
        throw new ModuleRefused(`it exports no function ${name}`);
    return module;
  } catch (error) {
    if (error instanceof ModuleRefused) throw new RunFault("programRefused", `The module is refused: ${error.message}.`, { field: "module" });
    if (error instanceof webAssembly.CompileError)
      throw new RunFault("programRefused", "The module is refused: it is not valid.", { field: "module" });
    throw error;
  }
}
function callModule(module, call) {
  const written = [];
  const { exports } = instantiate(
    module,
    importsOf(call, written, () => new Uint8Array(memory.buffer))
  );
  const memory = exports[addedNames.memory];
  const fuel = exports[addedNames.fuel];
  const depth = exports[addedNames.depth];
  fuel.value = BigInt(call.settings.fuel);
  try {
    ;
    exports[call.name](...call.args);
  } catch (error) {
    throw faultOf(error, { fuel: fuel.value, depth: depth.value, call });
  }
  return new Uint8Array(Buffer.concat(written));
}
function instantiate(module, functions) {
  try {
    return new webAssembly.Instance(module, { [manifest.imports]: functions });
  } catch (error) {
    if (error instanceof RangeError) throw new RunFault("tooMuchMemory", "The memory of the module could not be allocated.");
    throw new RunFault("programFailed", "A segment of the module lies outside its memory or its table.", { field: "module" });
  }
}
function importsOf(call, written, memory) {
  const { file, parts, settings, mostBytes, task, chunk } = call;
  const part = (at) => parts[at >>> 0] ?? outside(`there is no output ${at >>> 0}`);
  const copy = (from, start, place, length) => {
    const [first, to, count] = [start >>> 0, place >>> 0, length >>> 0];
    const target = memory();
    if (first + count > from.length || to + count > target.length) outside("bytes outside of a file, an output or the memory were read");
    target.set(from.subarray(first, first + count), to);
    return void 0;
  };
  let bytes = 0;
  return {
    random: randomSequence({ seed: settings.seed, task, chunk }),
    write: (place, length) => {
      const [from, count] = [place >>> 0, length >>> 0];
      const source = memory();
      if (from + count > source.length) outside("bytes outside of the memory were written");
      bytes += count;
      if (bytes > mostBytes) throw new RunFault("outputTooLarge", `The output has more than ${mostBytes} bytes.`);
      written.push(source.slice(from, from + count));
      return void 0;
    },
    input_size: () => file.length,
    read_input: (start, place, length) => copy(file, start, place, length),
    part_count: () => parts.length,
    part_size: (at) => part(at).length,
    read_part: (at, start, place, length) => copy(part(at), start, place, length)
  };
}
function outside(why) {
  throw new RunFault("programFailed", `The module failed: ${why}.`);
}
function faultOf(error, { fuel, depth, call }) {
  if (error instanceof RunFault) return error;
  if (fuel < 0n) return new RunFault("tooLong", `${call.name} used its fuel of ${call.settings.fuel} instructions.`);
  if (depth > manifest.mostDepth) return new RunFault("programFailed", `${call.name} failed: its calls are too deep.`);
  if (error instanceof webAssembly.RuntimeError) return new RunFault("programFailed", `${call.name} failed: ${error.message}.`);
  if (error instanceof TypeError)
    return new RunFault("programRefused", `The module is refused: ${call.name} has other parameters.`, { field: "module" });
  return error;
}
var word = (value) => BigInt.asUintN(64, value);
function randomSequence({ seed, task, chunk }) {
  const place = Buffer.alloc(8);
  place.writeUInt32LE(task, 0);
  place.writeUInt32LE(chunk, 4);
  const hash = createHash("sha256").update(Buffer.from(seed.slice(2), "hex")).update(place).digest();
  let state = hash.readBigUInt64LE(0);
  return () => {
    state = word(state + 0x9e3779b97f4a7c15n);
    const first = word((state ^ state >> 30n) * 0xbf58476d1ce4e5b9n);
    const second = word((first ^ first >> 27n) * 0x94d049bb133111ebn);
    return BigInt.asIntN(64, second ^ second >> 31n);
  };
}

// packages/adapter-algorithm/src/child/worker.ts
var everyPlace = 4294967295;
var ownFaults = ["programFailed", "tooLong", "outputTooLarge"];
var reply = (message) => parentPort?.postMessage(message);
try {
  answer(workerData);
  reply({ kind: "done" });
} catch (error) {
  const text = error instanceof Error ? error.message : String(error);
  reply({ kind: "failed", ...error instanceof RunFault ? error.fault : { reason: "adapterFault", message: text, place: {} } });
}
function answer(request) {
  if (request.kind === "calls") {
    answerCalls(request);
    return;
  }
  const { settings } = request;
  const module = compileModule(request.module, settings);
  if (request.kind === "check") return;
  const common = { settings, file: request.file ?? new Uint8Array() };
  if (request.kind === "fold") {
    const call = {
      ...common,
      name: "fold",
      args: [],
      parts: request.outputs,
      mostBytes: manifest.mostResultBytes,
      task: everyPlace,
      chunk: everyPlace
    };
    reply({ kind: "output", chunk: 0, bytes: callModule(module, call) });
    return;
  }
  for (const { chunk, from, to } of request.parts) {
    const args = [BigInt(from), BigInt(to)];
    const call = { ...common, name: "map", args, parts: [], mostBytes: manifest.mostChunkBytes, task: request.task, chunk };
    reply({ kind: "output", chunk, bytes: callModule(module, call) });
  }
}
function answerCalls({ module: bytes, file = new Uint8Array(), settings, name, mostBytes, calls }) {
  const module = compileModule(bytes, settings, [name]);
  for (const [at, { args, parts, fuel, place }] of calls.entries()) {
    try {
      const call = { name, args, file, parts, settings: { ...settings, fuel }, mostBytes, ...place };
      reply({ kind: "output", chunk: at, bytes: callModule(module, call) });
    } catch (error) {
      if (!(error instanceof RunFault) || !ownFaults.includes(error.fault.reason)) throw error;
      const failed = { kind: "callFailed", call: at, reason: error.fault.reason, message: error.message };
      reply(failed);
    }
  }
}
