package desk

// SMSPresets are gateways whose ways are published, as they were read; none was tried with a real account.
func SMSPresets() []SMSPreset {
	return []SMSPreset{
		{
			Name: "twilio", Title: "Twilio", Site: "twilio.com", User: "Account SID", Secret: "Auth token",
			Settings: SMSSettings{
				URL: "https://api.twilio.com/2010-04-01/Accounts/{{user}}/Messages.json", Kind: "form", Body: "To={{to}}&From={{from}}&Body={{text}}",
				Auth: "basic", IDPath: "sid",
			},
		},
		{
			Name: "vonage", Title: "Vonage (Nexmo)", Site: "vonage.com", User: "API key", Secret: "API secret",
			Settings: SMSSettings{
				URL: "https://rest.nexmo.com/sms/json", Kind: "form", Body: "to={{to_digits}}&from={{from}}&text={{text}}&type={{type}}&client-ref={{reference}}",
				Auth: "basic", Path: "messages.0.status", Success: "0", Later: "1", IDPath: "messages.0.message-id",
			},
		},
		{
			Name: "link", Title: "LINK Mobility", Site: "linkmobility.com", User: "User", Secret: "Password", Account: "platformPartnerId",
			Settings: SMSSettings{
				URL: "https://n-eu.linkmobility.io/sms/send", Kind: "json", Auth: "basic", IDPath: "messageId",
				Body: `{"source": "{{from}}", "destination": "{{to}}", "userData": "{{text}}", "platformId": "COMMON_API", "platformPartnerId": "{{account}}", "refId": "{{reference}}"}`,
			},
		},
		{
			Name: "sveve", Title: "Sveve", Site: "sveve.no", User: "Brukernavn", Secret: "Passord",
			Settings: SMSSettings{
				URL: "https://sveve.no/SMS/SendMessage", Kind: "form", Body: "user={{user}}&passwd={{secret}}&to={{to_digits}}&from={{from}}&msg={{text}}&f=json",
				Auth: "none", Path: "response.msgOkCount", Success: "1", IDPath: "response.ids.0",
			},
		},
		{
			Name: "seven", Title: "seven.io", Site: "seven.io", Secret: "API key",
			Settings: SMSSettings{
				URL: "https://gateway.seven.io/api/sms", Kind: "json", Body: `{"to": "{{to}}", "from": "{{from}}", "text": "{{text}}"}`,
				Auth: "header", AuthName: "X-Api-Key", Path: "success", Success: "100", IDPath: "messages.0.id",
			},
		},
		{
			Name: "zenziva", Title: "Zenziva", Site: "zenziva.id", User: "userkey", Secret: "passkey",
			Settings: SMSSettings{
				URL: "https://console.zenziva.net/reguler/api/sendsms/", Kind: "form", Body: "userkey={{user}}&passkey={{secret}}&to={{to_digits}}&message={{text}}",
				Auth: "none", Path: "status", Success: "1", IDPath: "messageId",
			},
		},
	}
}
