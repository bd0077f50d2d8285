/** The reference expander of OVOS' sentence grammar. */
import type { VendorReader } from '../vendor-reader'

export const ovosSpec: VendorReader = {
  name: 'ovos-spec-tools 1.16.0a1',
  formats: ['ovos'],
  pip: [['ovos-spec-tools==1.16.0a1']],
  read: (cases, { python }) => python('read-ovos.py', cases),
}
