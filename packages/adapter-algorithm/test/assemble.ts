import loadWabt from 'wabt'

const wabt = await loadWabt()

/** Returns the binary form of a module in text form. Features that this adapter refuses can be written too. */
export function assemble(text: string): Uint8Array {
  const module = wabt.parseWat('module.wat', text, {
    simd: true,
    threads: true,
    tail_call: true,
    exceptions: true,
    reference_types: true,
    bulk_memory: true,
  })
  try {
    return new Uint8Array(module.toBinary({}).buffer)
  } finally {
    module.destroy()
  }
}
