const codeAt = 120
const loadedAt = 0x400000

/**
 * Returns a Linux program for x86-64 that makes one system call and exits with the error number of this call, 0 for success. The program needs no library, so
 * it runs in every image. `args` are the first four arguments of the call; the others are 0.
 */
export function systemCallProgram({ number, args = [] }: { number: number; args?: readonly number[] }): Uint8Array {
  const [first = 0, second = 0, third = 0, fourth = 0] = args
  const code = [
    ...[
      0x48,
      0xb8,
      ...word(number),
      0x48,
      0xbf,
      ...word(first),
      0x48,
      0xbe,
      ...word(second),
      0x48,
      0xba,
      ...word(third),
      0x49,
      0xba,
      ...word(fourth),
    ],
    // Machine code: sets the registers r8 and r9 (the fifth and sixth arguments) to 0, then makes the system call.
    ...[0x4d, 0x31, 0xc0, 0x4d, 0x31, 0xc9, 0x0f, 0x05],
    // Machine code: the exit code is 0, or -rax if rax is an error (-4095 to -1).
    ...[0x31, 0xff, 0x48, 0x3d, 0x01, 0xf0, 0xff, 0xff, 0x72, 0x04, 0xf7, 0xd8, 0x89, 0xc7],
    // exit(edi)
    ...[0xb8, 60, 0, 0, 0, 0x0f, 0x05],
  ]
  const file = Buffer.alloc(codeAt + code.length)
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
  file.writeUInt16LE(2, 16)
  file.writeUInt16LE(62, 18)
  file.writeUInt32LE(1, 20)
  file.writeBigUInt64LE(BigInt(loadedAt + codeAt), 24)
  file.writeBigUInt64LE(64n, 32)
  file.writeUInt16LE(64, 52)
  file.writeUInt16LE(56, 54)
  file.writeUInt16LE(1, 56)
  // The file has one program segment. It contains the whole file, and may be read and executed.
  file.writeUInt32LE(1, 64)
  file.writeUInt32LE(5, 68)
  file.writeBigUInt64LE(BigInt(loadedAt), 80)
  file.writeBigUInt64LE(BigInt(loadedAt), 88)
  file.writeBigUInt64LE(BigInt(file.length), 96)
  file.writeBigUInt64LE(BigInt(file.length), 104)
  file.writeBigUInt64LE(0x1000n, 112)
  file.set(code, codeAt)
  return file
}

function word(value: number): number[] {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64LE(BigInt(value))
  return [...bytes]
}
