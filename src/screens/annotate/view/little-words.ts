/**
 * Words that are hardly ever part of a slot value: prepositions, pronouns and other
 * little words of English, and those that stand
 * outside of the slots more than 85 times in 100, on average over eight domains or more, in the public
 * data that the network is pretrained on.
 */
export const LITTLE_WORDS: ReadonlySet<string> = new Set(
  `'d 'll 'm 're 's 've a able about above accordingly across actually add again against ahead all
  along already alright also alternatives although am among amount an and another any anything
  anywhere appreciate are around arrange arrive arriving as ask at availability available awesome be
  because been begin behind being below beneath beside better between beyond bit booked booking
  bored bring but by call called can case category change changed check choice choices choose coming
  continue convenient correct could create date definitely delete depart departing destination
  details did different do does doing done dont earlier either else enjoy enough especially
  excellent except fancy fantastic feel find finding fine for forgot found friend from genre get
  give go going gonna good got great guess had happen has have having he headed heading hear heard
  hello help her hers herself hey hi him himself his hmm hoping how i ideal if im in include info
  information inside instead intend interested interesting into is it its just keep kind know large
  leave leaving let lets like likely list locate located location longer look looking looks lot made
  make many may maybe me meant mentioned might mind moment mood more moving much must my myself n't
  name named near need needed needing needs neither new nice no nope nor not nothing now number of
  off oh ok okay on one ones only onto open opposite option options or order other others our ours
  ourselves out outside over particular particularly per perfect perhaps person persons place places
  plan planning play please possible prefer preferably preference preferred pretty probably provide
  pull put range rather rating reach read really recommend record related remind remove request
  require reservation reserve returning right s said say schedule scheduled search searching seats
  see seems select send set shall she should show since so some someplace something somewhere soon
  sorry sounds specifically stars start starting still stop suggest suggestions suppose supposed
  sure take talk tell than thank thanks that thats the their theirs them themselves then there these
  they thing think thinking this those though thought through throughout ticket tickets till time
  title titled to told too total toward towards travel traveling travelling trip try trying turn
  type under underneath unless until up update upon us use using usually versus very via visiting
  wait wanna want wanted wanting was watch we well were what what's whats when where whereas whether
  which while who why will wish with within without wo wonderful wondering works would wrong yeah
  yes yet you your yourself yup`.split(/\s+/),
)
