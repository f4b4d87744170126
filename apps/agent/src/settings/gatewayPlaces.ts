import { z } from 'zod'

const placeForm = /^(?:\[([0-9A-Fa-f:.]+)\]|([^\s:,[\]]+)):(\d{1,5})$/
const mostGateways = 8

/** Gateways as a setting names them: `host:port` with commas between, IPv6 addresses in brackets; at most eight. */
export const gatewayPlaces = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((place) => place.trim())
      .filter((place) => place !== ''),
  )
  .pipe(z.array(z.string().regex(placeForm)).max(mostGateways))
  .transform((places) =>
    places.map((place) => {
      const [, bracketed, plain, port] = placeForm.exec(place) ?? []
      return { host: bracketed ?? plain ?? '', port: Number(port) }
    }),
  )
  .pipe(z.array(z.object({ host: z.string().min(1), port: z.int().min(1).max(65_535) })))
