// Package web is what connectors of HTTP sources share: requests that are repeated only where that is safe, credentials that
// renew themselves, paces, pages, amounts read from the raw token, and errors that people understand. It knows no vendor.
package web
