import { prepareRender, renderAdapter, renderInputText } from '@infinitio/adapter-render'
import { isHex32 } from '@infinitio/domain'
import { AdapterError } from '@infinitio/tasks'
import type { JobAdapter } from './jobAdapter.ts'
import { renderNumbers } from './renderNumbers.ts'

/** The first byte of a PNG file. A result of several frames is a tar file, which begins with the letter of a name. */
const pngByte = 0x89

/** Jobs that render a Blender scene on machines of providers. This computer needs no Blender for them. */
export const renderJobs: JobAdapter = {
  adapter: renderAdapter('this program runs no Blender'),
  prepare: async ({ fields, files }) => {
    const { fingerprint } = fields
    const scene = files.get('scene')
    if (scene === undefined) throw new AdapterError('inputInvalid', 'files needs a scene', { field: 'files' })
    if (typeof fingerprint !== 'string' || !isHex32(fingerprint))
      throw new AdapterError('inputInvalid', 'fingerprint is 0x and 64 lower-case hex digits, in quotes', { field: 'fingerprint' })
    return await prepareRender({ scene, fingerprint, ...renderNumbers(fields) })
  },
  textOf: (input) => renderInputText(input as Parameters<typeof renderInputText>[0]),
  show: (result) => ({ extension: result[0] === pngByte ? 'png' : 'tar', content: result }),
}
