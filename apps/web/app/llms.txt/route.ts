import { guideGroups, guidesOf } from '#web/features/docs/guideGroups.ts'
import { llmsText } from '#web/features/docs/llmsText.ts'
import { readDoc } from '#web/features/docs/readDoc.ts'
import en from '#web/messages/en.json'

/** `/llms.txt`: the guides and references as links, for programs that read the docs (llmstxt.org). */
export async function GET(): Promise<Response> {
  const groups = await Promise.all(
    guideGroups.map(async (group) => {
      const guides = await Promise.all(guidesOf(group).map((name) => readDoc(['guides', name], 'en')))
      return { title: en.docs.group[group.id], guides: guides.filter((guide) => guide !== null) }
    }),
  )
  // `private`, because the answer to a request with `?lang=zh` sets a cookie, and a shared cache must not send that cookie to other visitors.
  return new Response(llmsText(groups), { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'private, max-age=300' } })
}
