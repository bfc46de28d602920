// Package settings is the Settings screen: company and bank accounts, mail, the procedure by which customers are reminded,
// waves and schedules, and the look of the program.
package settings
