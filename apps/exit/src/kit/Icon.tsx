/** The SVG path of each icon of the page. The icons are drawn as lines in a square of 24 × 24 units. */
const paths = {
  check: 'M20 6 9 17l-5-5',
  clock: 'M12 6v6l4 2 M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20',
  alert: 'M12 8v5 M12 16.5v.5 M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20',
  arrow: 'M5 12h14 M13 6l6 6-6 6',
  out: 'M12 16V3 M7 8l5-5 5 5 M4 14v5a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-5',
  no: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20 M5 5l14 14',
  pen: 'M4 20h4L19 9l-4-4L4 16z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8 M12 2v2 M12 20v2 M2 12h2 M20 12h2 M5 5l1.5 1.5 M17.5 17.5 19 19 M5 19l1.5-1.5 M17.5 6.5 19 5',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5',
} as const

/** A small icon next to a word with the same meaning. Always use it with such a word. */
export function Icon({ name }: { readonly name: keyof typeof paths }) {
  return (
    <svg className="i" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
