import Link from 'next/link'

type PageHeadProps = {
  readonly title: string
  readonly intro: string
  /** Links behind the introduction, in this order. */
  readonly links: readonly { readonly href: string; readonly label: string }[]
}

/** Shows the top of a page: its title, and an introduction with links to related pages. */
export function PageHead({ title, intro, links }: PageHeadProps) {
  return (
    <>
      <h1>{title}</h1>
      <p className="t13 dim mb-4">
        {intro}
        {links.map(({ href, label }, place) => (
          <span key={href}>
            {place === 0 ? ' ' : ' · '}
            <Link className="link" href={href}>
              {label}
            </Link>
          </span>
        ))}
      </p>
    </>
  )
}
