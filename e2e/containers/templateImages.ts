import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { UnpackedPlace } from '../../scripts/deploy/installPromtool.ts'
import { installPython } from './installPython.ts'
import { publishImage } from './publishImage.ts'

/** An image with a template's program: the program is from its makers, the image around it is ours. */
export type TemplateImage = { place: UnpackedPlace; changes: string[] }

/** Returns an image with JupyterLab on the search path, as in the image of its makers. PyTorch is left out, because the tested command does not use it. */
export function jupyterImage(): TemplateImage {
  const place = installPython({
    folderName: 'jupyterlab-4.6.6',
    venv: '/opt/conda',
    fill: (_root, pip) => pip(['install', '--quiet', '--no-cache-dir', '--only-binary=:all:', 'jupyterlab==4.6.6']),
  })
  return { place, changes: ['ENV PATH=/opt/conda/bin:/usr/bin:/bin'] }
}

/** Returns an image with Python only. A folder replaces PyPI, because test leases have no internet: pip finds Ray and its dependencies there. */
export function rayImage(): TemplateImage {
  const place = installPython({
    folderName: 'ray-2.60.0',
    venv: '/opt/pip',
    fill: (root, pip) => {
      pip(['download', '--quiet', '--no-cache-dir', '--only-binary=:all:', '--dest=/opt/wheels', 'ray[default]==2.60.0'])
      rmSync(join(root, 'opt/pip'), { recursive: true })
      writeFileSync(join(root, 'etc/pip.conf'), '[global]\nno-index = true\nfind-links = /opt/wheels\n')
    },
  })
  return { place, changes: ['ENV PATH=/usr/bin:/bin'] }
}

/** Publishes the image to a registry. Returns its full name with digest. */
export function publishTemplateImage({ place, changes }: TemplateImage, where: Parameters<typeof publishImage>[0]): string {
  if ('missing' in place) throw new Error(place.missing)
  const { root } = place
  return publishImage(where, { changes, add: (target) => void execFileSync('cp', ['-a', `${root}/.`, target]) })
}
