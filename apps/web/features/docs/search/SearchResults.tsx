import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { docSearch } from '#web/features/docs/search/docEntries.ts'
import { withOwnAddress } from '#web/features/docs/search/docEntry.ts'
import { FoundDoc } from '#web/features/docs/search/FoundDoc.tsx'
import { pagePath, reading } from '#web/i18n/reading.ts'

const most = 20

/** Lists the docs that match the words in the URL. The server renders it, so it also works without scripts. */
export async function SearchResults({ words }: { readonly words: string }) {
  const t = await getTranslations('docSearch')
  const results = withOwnAddress((await docSearch(reading().language))(words, most), pagePath())
  return (
    <section aria-labelledby="docs-found">
      <h2 id="docs-found">{results.length === 0 ? t('nothing', { words }) : t('resultsFor', { words })}</h2>
      <ul className="founds">
        {results.map((result) => (
          <li key={result.href + result.title}>
            <Link href={result.href} prefetch={false}>
              <FoundDoc result={result} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
