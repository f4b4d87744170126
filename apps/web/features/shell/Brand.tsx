import Link from 'next/link'

/** The mark and the name, a way home. */
export function Brand() {
  return (
    <Link className="brand" href="/">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M6 16c5 0 7-8 12-8a4 4 0 0 1 0 8c-5 0-7-8-12-8a4 4 0 1 0 0 8" />
      </svg>
      Infinitio
    </Link>
  )
}
