import { pictureSize } from '#web/features/docs/pictureSize.ts'

/** Matches a picture that the picture script takes. Each has a second file for the dark theme. */
const taken = /^(\/docs\/images\/[a-z0-9-]+)\.webp$/

/** Shows a picture of a guide in the reader's theme. The browser loads only the visible one. Other addresses show only the description. */
export function DocPicture({ src, alt }: { readonly src: string; readonly alt: string }) {
  const [, name] = taken.exec(src) ?? []
  if (name === undefined) return alt
  return (
    <>
      {/* biome-ignore lint/performance/noImgElement: the script that takes the picture already made it small. */}
      <img className="shot light" src={src} alt={alt} loading="lazy" decoding="async" {...pictureSize} />
      {/* biome-ignore lint/performance/noImgElement: the script that takes the picture already made it small. */}
      <img className="shot dark" src={`${name}-dark.webp`} alt={alt} loading="lazy" decoding="async" {...pictureSize} />
    </>
  )
}
