// Writes packages/adapter-algorithm/src/generated/child. Run it after a change of packages/adapter-algorithm/src/child or of what it imports.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stop } from 'esbuild'
import { bundleSealedChild } from './bundleSealedChild.ts'

const root = join(import.meta.dirname, '../..')
for (const { path, text } of await bundleSealedChild(root)) writeFileSync(join(root, path), text)
await stop()
