'use client'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { FoundDoc } from '#web/features/docs/search/FoundDoc.tsx'
import { useDocSearch } from '#web/features/docs/search/useDocSearch.ts'
import { useActiveOption } from '#web/components/ui/useActiveOption.ts'

const most = 8

/**
 * Searches the docs while the visitor types. The arrow keys choose a result, Enter opens it, and Escape empties the field. Without scripts, the form opens a
 * page of results.
 */
export function DocSearchField({ words }: { readonly words: string }) {
  const t = useTranslations('docSearch')
  const router = useRouter()
  const [typed, setTyped] = useState(words)
  // False until the user changes the words in the search field. The results page already shows the results for the first words, so no list opens for them.
  const [isChanged, setIsChanged] = useState(false)
  const field = useRef<HTMLDivElement>(null)
  useActiveOption(field)
  const { results, isLoading, isError } = useDocSearch(isChanged ? typed : '', most)
  function change(next: string): void {
    setIsChanged(true)
    setTyped(next)
  }
  return (
    <search>
      <form action="/docs" method="get">
        <Command
          ref={field}
          className="palette docsearch"
          label={t('label')}
          shouldFilter={false}
          onKeyDown={(event) => event.key === 'Escape' && setTyped('')}
        >
          <div className="top">
            <Search className="i" aria-hidden />
            <Command.Input name="q" maxLength={100} placeholder={t('placeholder')} value={typed} onValueChange={change} />
          </div>
          <Command.List label={t('results')} hidden={results === null || results.length === 0}>
            {results?.map((result) => (
              <Command.Item key={result.href + result.title} value={result.href + result.title} onSelect={() => router.push(result.href)}>
                <FoundDoc result={result} />
              </Command.Item>
            ))}
          </Command.List>
          <p className="t13 dim state" role="status" hidden={!isError && !isLoading && results?.length !== 0}>
            {isError ? t('failed') : isLoading ? t('loading') : results?.length === 0 ? t('nothing', { words: typed.trim() }) : ''}
          </p>
        </Command>
      </form>
    </search>
  )
}
