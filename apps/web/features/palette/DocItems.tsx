import { Command } from 'cmdk'
import { useTranslations } from 'next-intl'
import { FoundDoc } from '#web/features/docs/search/FoundDoc.tsx'
import { useDocSearch } from '#web/features/docs/search/useDocSearch.ts'

const most = 4

/**
 * Lists the guide sections, errors, commands and endpoints that match the typed words. They are shown even if cmdk, the library of the palette, does not find
 * the words in their names.
 */
export function DocItems({ typed, go }: { readonly typed: string; readonly go: (href: string) => void }) {
  const t = useTranslations('palette')
  const { results } = useDocSearch(typed, most)
  if (results === null || results.length === 0) return null
  return (
    <Command.Group heading={t('docs')} forceMount>
      {results.map((result) => (
        <Command.Item key={result.href + result.title} forceMount value={`docs ${result.href} ${result.title}`} onSelect={() => go(result.href)}>
          <FoundDoc result={result} />
        </Command.Item>
      ))}
    </Command.Group>
  )
}
