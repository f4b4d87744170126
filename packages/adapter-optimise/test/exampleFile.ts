import type { ExampleFile } from '@infinitio/adapter-algorithm/test'

/** The example of this package. */
export const exampleFile: ExampleFile = {
  source: 'example/net.wat',
  path: 'src/example/netModule.ts',
  name: 'netModule',
  about: 'An example: trains a small neural net. Its value is the mean squared error, and `netSpace` is its space.',
}
