import { expect, test } from 'vitest'
import { toolkitFault } from './checkToolkit.ts'

/** Text as `nvidia-ctk --version` prints it. */
const printed = (version: string): string => `NVIDIA Container Toolkit CLI version ${version}\ncommit: f202b80a9b9d0db00d9b1d73c0128c8962c55f4d\n`

test.each(['1.17.8', '1.18.0', '1.18.0-rc.1', '2.0.0', '1.17.9-1'])('toolkit %s will do', (version) => {
  expect(toolkitFault(printed(version))).toBeNull()
})

test.each(['1.17.7', '1.17.8-rc.1', '1.16.99', '0.99.0', '1.9.10'])('toolkit %s is refused with the fix', (version) => {
  expect(toolkitFault(printed(version))).toContain('install nvidia-container-toolkit 1.17.8 or later')
})

test.each(['', 'command not found', 'version one'])('a toolkit that prints %j is refused', (text) => {
  expect(toolkitFault(text)).toContain('does not say its version')
})
