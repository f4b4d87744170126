import { parseRun } from '@infinitio/domain'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { RunStart } from '#web/features/search/RunStart.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { searchFromParams } from '#web/parts/search/searchState.ts'

const items = [{ id: 'ollama', pin: { reference: `docker.io/ollama/ollama@sha256:${'1'.repeat(64)}` } }]

/**
 * Returns the visible text for the model or program that a URL searches for. `pinned` are the images that the market has set; null if the market has not
 * answered yet.
 */
function words(address: string, pinned: readonly { readonly id: string }[] | null, language: 'en' | 'zh' = 'en'): string {
  const search = searchFromParams(new URLSearchParams(address))
  const run = parseRun(search.run)
  if (run === null) throw new Error(`${address} has no run`)
  const client = new QueryClient()
  if (pinned !== null) client.setQueryData(['templates'], { items: pinned })
  const markup = markupFor(
    language,
    <QueryClientProvider client={client}>
      <RunStart run={run} search={search} change={() => undefined} />
    </QueryClientProvider>,
  )
  return markup.replace(/<[^>]+>/g, ' ')
}

test('promises the template if the machines run images and the market has its image', () => {
  expect(words('run=llama-3.3-70b&images=only', items)).toContain(
    'On a machine with at least 30 GB of disk, your lease will start with Ollama. You can choose another template (program) before you sign.',
  )
  expect(words('run=ollama', items)).toContain(
    'On a machine with at least 30 GB of disk, your lease will start with Ollama. You can choose another template (program) before you sign.',
  )
  expect(words('run=llama-3.3-70b&images=only', items, 'zh')).toContain('你的租约将以“Ollama”启动。')
})

test('names the shell, and offers the filter, if some machines may run no images', () => {
  const shown = words('run=llama-3.3-70b', items)
  expect(shown).toContain(
    'Your lease will start with Ollama if the machine can run container images (packed programs) and has at least 30 GB of disk. Otherwise, it will start with a shell (a command line).',
  )
  expect(shown).toContain('Show only machines that run images')
})

test.each(['run=llama-3.3-70b', 'run=llama-3.3-70b&images=only', 'run=comfyui'])(
  'promises only a shell for %s if the market has no image',
  (address) => {
    const shown = words(address, [])
    expect(shown).toMatch(/your lease will start with a shell/i)
    expect(shown).not.toContain('will start with the template')
    expect(shown).not.toContain('Show only')
  },
)

test('names why only machines with images show for a program without an image in this market', () => {
  expect(words('run=comfyui', [])).toContain('This market has no image for ComfyUI yet. Enter an image yourself before you sign, or')
  expect(words('run=comfyui', [], 'zh')).toContain('请在签名前填写自己的镜像，否则租约将以终端启动')
})

test('promises nothing before the images of the market are known', () => {
  expect(words('run=llama-3.3-70b&images=only', null)).not.toContain('will start')
})
