/** An image that this machine will not run, however often it is tried. The message is for the renter. */
export class ImageRefused extends Error {
  override readonly name = 'ImageRefused'
}
