package main

import "github.com/dunningdesk/dunningdesk/plugin/spec"

// docs is the page that the desk shows beside the connection form.
var docs = spec.Text{
	"en": `There is no accounting system behind this connection. It tells a story of customers in five countries: their
invoices, credit notes and payments of the last two years, and how they pay: on time, late, very late, in parts, disputing, promising.
The same seed tells the same story on every machine. Leave *Stand still on* empty, and each day brings new invoices and payments.

With a *Journal* (a file) the company's books can be written into: notes, letters, fees, holds and write-offs. The next read shows what they did.

Nobody in it is real: mail goes to the reserved domain .example, and the telephone numbers reach nobody.`,
	"nb": `Det er ikke noe regnskapssystem bak denne forbindelsen. Den forteller om kunder i fem land: fakturaer, kreditnotaer og
betalinger de siste to årene, og hvordan de betaler. Samme frø gir samme historie på alle maskiner. La *Stå stille på* være tom, så
kommer det nye fakturaer og betalinger hver dag.

Med en *Journal* (en fil) kan det skrives i bøkene: notater, brev, gebyrer, stopp og tap. Neste lesing viser hva det førte til.

Ingen av dem er virkelige: e-post går til det reserverte domenet .example, og telefonnumrene når ingen.`,
}
