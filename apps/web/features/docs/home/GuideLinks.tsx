import Link from 'next/link'
import { readGuide } from '#web/features/docs/readDoc.ts'
import { languageTags } from '#web/i18n/reading.ts'

/** Links guides by their titles, side by side. */
export async function GuideLinks({ names }: { readonly names: readonly string[] }) {
  const guides = await Promise.all(names.map(readGuide))
  if (guides.length === 0) return null
  return (
    <ul className="guidelinks t13">
      {guides.map(
        (guide) =>
          guide && (
            <li key={guide.slug}>
              <Link className="link" href={`/docs/${guide.slug}`} lang={languageTags[guide.language]} prefetch={false}>
                {guide.title}
              </Link>
            </li>
          ),
      )}
    </ul>
  )
}
