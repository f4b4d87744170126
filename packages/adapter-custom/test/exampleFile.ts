import type { ExampleFile } from '@infinitio/adapter-algorithm/test'

/** The example of this package. */
export const exampleFile: ExampleFile = {
  source: 'example/primes.wat',
  path: 'src/example/primesModule.ts',
  name: 'primesModule',
  about: 'An example: counts the primes below the number in its parameters. Its result is a text with that count.',
}
