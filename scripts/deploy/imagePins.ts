import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

type Compose = { services?: Record<string, { image?: string; build?: unknown } | null> }

/** The file with the images that have only a tag, each with its reason. */
export const unpinnedFile = 'deploy/images/unpinned.json'

const dockerfile = 'deploy/images/Dockerfile'
const pinned = /^[^@\s]+:[^@\s:]+@sha256:[0-9a-f]{64}$/

/**
 * Checks the third-party container images that we build on or run. Returns a line for each image without a digest that `unpinned.json` does not explain. Also
 * returns a line for each explanation of an image that has a digest or is no longer used.
 */
export function checkImagePins(root: string): string[] {
  const text = (path: string) => readFileSync(join(root, path), 'utf8')
  const reasons = JSON.parse(text(unpinnedFile)) as Record<string, string>
  const composeFiles = [
    'docker-compose.yml',
    ...readdirSync(join(root, 'deploy')).flatMap((name) => (name.endsWith('.yml') ? [`deploy/${name}`] : [])),
  ]
  const foreign = new Set([...baseImages(text(dockerfile)), ...composeFiles.flatMap((path) => composeImages(text(path)))])
  const loose = [...foreign].filter((image) => !pinned.test(image))
  return [
    ...loose.filter((image) => !reasons[image]).map((image) => `${image} goes by its tag alone: add @sha256:…, or a reason to ${unpinnedFile}`),
    ...Object.keys(reasons).flatMap((image) => (loose.includes(image) ? [] : [`${unpinnedFile} explains ${image}, which needs no reason`])),
  ]
}

/** Returns the images on which a Dockerfile builds. Leaves out the stages that the file itself defines, and replaces its arguments with their defaults. */
export function baseImages(text: string): string[] {
  const defaults = new Map([...text.matchAll(/^ARG (\w+)=(\S+)$/gm)].map(([, name = '', value = '']) => [name, value]))
  const stages = [...text.matchAll(/^FROM (?:--\S+ )*(\S+)(?: AS (\S+))?$/gim)].map(([, from = '', name = '']) => ({ from, name }))
  const copied = [...text.matchAll(/(?:--from=|from=)(\S+?)[\s,]/g)].map(([, from = '']) => from)
  const names = new Set(stages.map(({ name }) => name))
  const filled = (image: string) => image.replace(/^\$\{?(\w+)\}?$/, (whole, name: string) => defaults.get(name) ?? whole)
  return [...new Set([...stages.map(({ from }) => from), ...copied])].filter((from) => !names.has(from)).map(filled)
}

/** Returns the images that a compose file runs but does not build. */
function composeImages(text: string): string[] {
  const { services } = parse(text, { merge: true, customTags: [{ tag: '!reset', resolve: () => null }] }) as Compose
  return Object.values(services ?? {}).flatMap((service) => (service?.image === undefined || service.build !== undefined ? [] : [service.image]))
}
